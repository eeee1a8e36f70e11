"""A verdict quotes the notice; a reader never meets our numbers of its rows."""

from training.notice.clauses import CLAUSES, with_clause


def test_what_the_notice_says_stands_behind_the_numbers():
    words = with_clause("到课 26/30", "R38")

    assert words == "到课 26/30（通知：核实学员总出勤率达到80%及以上为此次检查合格）"
    assert all(clause not in with_clause("到课 26/30", clause) for clause in CLAUSES)


def test_a_clause_that_is_not_quoted_adds_nothing():
    assert with_clause("到课 26/30", "R01") == "到课 26/30"
