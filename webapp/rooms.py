"""The pages of the web process: where their templates lie, and which modules have their addresses."""

from types import ModuleType

from webapp.calls_in import health, hikvision, iclock, metrics, sms_callbacks
from webapp.checks.routes import calls, check_acts, checks, evidence, leads, stills, video_acts
from webapp.desk.acts.routes import acts
from webapp.desk.announcements.routes import announcements
from webapp.desk.attendance.routes import (
    batches,
    corrections_at_once,
    leaves,
    staff_alternatives,
    staff_corrections,
    unread_pushes,
)
from webapp.desk.calendar.routes import calendar
from webapp.desk.certificates.routes import certificates, former, one_certificate
from webapp.desk.changes.routes import changes, class_changes, timetable
from webapp.desk.checks.routes import check_list
from webapp.desk.claims.routes import counter, openings, review
from webapp.desk.classes.routes import class_list, leave, one_class
from webapp.desk.compared.routes import compared
from webapp.desk.documents.routes import checklists, document_files, documents, lacking
from webapp.desk.eligibility.routes import class_lines, judging
from webapp.desk.feedback.routes import feedback
from webapp.desk.filings.routes import filings
from webapp.desk.follow_ups.routes import follow_ups
from webapp.desk.frame.routes import frame, moved
from webapp.desk.imports.routes import imports, matches, unmatched, uploads
from webapp.desk.institutions.routes import institution_office, institutions
from webapp.desk.ledgers.routes import entries, ledgers, use
from webapp.desk.lists.routes import find
from webapp.desk.machines.routes import asking, keeping, machines
from webapp.desk.messages.routes import channel, messages, messages_at_once
from webapp.desk.outcomes.routes import back_checks, outcomes
from webapp.desk.overview.routes import alerts, missing, work
from webapp.desk.panorama.routes import cameras as camera_pages
from webapp.desk.panorama.routes import panorama
from webapp.desk.payments.routes import (
    fund_applications,
    line_list,
    line_money,
    meeting_papers,
    subsidy_meetings,
)
from webapp.desk.people.routes import one_person, people, person_office, problems
from webapp.desk.plans.routes import class_plan, plans
from webapp.desk.projects.routes import choices, class_project, projects
from webapp.desk.region.routes import class_region, region
from webapp.desk.results.routes import class_result, results
from webapp.desk.rosters.routes import roster_changes
from webapp.desk.rounds.routes import outside, rounds
from webapp.desk.rules.routes import rule_proposals, rule_versions
from webapp.desk.staff.routes import (
    data_requests,
    deputies,
    dingtalk,
    keys,
    looks,
    member,
    members,
    permissions,
    purges,
    restrictions,
    staff,
    staff_devices,
)
from webapp.desk.staff.routes import health as running
from webapp.desk.standards.routes import standards
from webapp.desk.subsidies.routes import publicity
from webapp.desk.talent.routes import talent
from webapp.desk.teachers.routes import class_teachers, teachers, withdrawals
from webapp.desk.tokens.routes import tokens
from webapp.desk.urging.routes import urgings
from webapp.desk.vouchers.routes import class_vouchers, one_voucher, vouchers
from webapp.trainees.follow_ups.routes import follow_ups as own_follow_ups
from webapp.trainees.routes import (
    alternatives,
    claims,
    corrections,
    devices,
    offline,
    personal,
    privacy_notice,
    reminders,
    rights,
    sign_in,
    trainee,
)
from webapp.trainees.routes import announcements as own_announcements
from webapp.trainees.routes import certificates as own_certificates
from webapp.trainees.routes import results as own_results
from webapp.trainees.routes import vouchers as own_vouchers
from webapp.verify.routes import certificates as certificate_verification
from webapp.verify.routes import proof, publicities_now, verify
from webapp.web.parts import tus

ROOMS = (
    *("web", "trainees", "trainees/follow_ups", "checks", "verify", "api"),
    *("desk/frame", "desk/lists", "desk/classes", "desk/people", "desk/institutions", "desk/rosters"),
    *("desk/staff", "desk/attendance", "desk/claims", "desk/subsidies", "desk/feedback", "desk/rounds"),
    *("desk/changes", "desk/overview", "desk/urging", "desk/announcements", "desk/imports"),
    *("desk/machines", "desk/panorama", "desk/messages", "desk/tokens", "desk/acts", "desk/rules"),
    *(
        "desk/calendar",
        "desk/teachers",
        "desk/plans",
        "desk/results",
        "desk/certificates",
        "desk/region",
        "desk/talent",
        "desk/documents",
        "desk/projects",
        "desk/filings",
        "desk/standards",
        "desk/compared",
        "desk/eligibility",
        "desk/payments",
        "desk/ledgers",
        "desk/outcomes",
        "desk/follow_ups",
        "desk/vouchers",
    ),
)
"""Where templates lie; no two have one name."""
PAGES: tuple[ModuleType, ...] = (
    *(frame, moved),
    *(find, class_list, one_class, leave, people, one_person, person_office, problems),
    *(
        institutions,
        institution_office,
        teachers,
        withdrawals,
        class_teachers,
        check_list,
        leaves,
        corrections_at_once,
    ),
    *(sign_in, trainee, corrections, reminders, claims, personal, devices, rights, privacy_notice),
    *(members, member, deputies, permissions, purges, rule_versions, calendar),
    *(rule_proposals, keys),
    *(staff, staff_devices, dingtalk, looks, data_requests, running, staff_corrections, unread_pushes),
    *(alternatives, staff_alternatives, restrictions, batches, roster_changes),
    *(checks, check_acts, calls, video_acts, leads, feedback, evidence, stills),
    *(outside, rounds),
    *(work, alerts, missing),
    *(changes, class_changes, timetable, filings, urgings, announcements, own_announcements),
    *(imports, unmatched, matches, uploads, tus),
    *(plans, class_plan, projects, choices, class_project, results, class_result),
    *(panorama, camera_pages),
    *(machines, keeping, asking, messages, messages_at_once, channel, tokens, acts),
    *(documents, document_files, lacking, checklists),
    *(proof, verify, certificate_verification, own_certificates, own_results, own_follow_ups),
    *(certificates, one_certificate, former),
    *(standards, compared),
    *(judging, class_lines),
    *(ledgers, entries, use),
    *(follow_ups, outcomes, back_checks),
    *(vouchers, one_voucher, class_vouchers, own_vouchers),
    *(region, class_region, talent, review, publicity, counter, openings),
    *(subsidy_meetings, fund_applications, line_money, line_list, meeting_papers, publicities_now),
    *(offline, health, metrics),
)
"""Each has a blueprint; what belongs to one subject stands together."""
MACHINES: tuple[ModuleType, ...] = (iclock, hikvision, sms_callbacks)
"""Machines and providers have no cookies that another site could abuse."""
