from bot.answers.asking import Asking
from bot.answers.replies import Line
from training.staff.acts.make_link import make_link


def page_link(asking: Asking, path: str, what: str) -> Line:
    """A line that opens the page once, within minutes, as whoever asks; `what` is done there: 办理."""
    token = asking.make_token()
    make_link(asking.session, asking.staff, path, token=token, now=asking.now)
    address = f"{asking.settings.public_url}/desk/enter/{token}"
    return Line(f"在网页里{what}（链接只能用一次）", address=address)
