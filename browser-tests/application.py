"""A family that applies on a phone, from the village's code to the receipt."""

import dataclasses

from people import choose, citizen_id, fill, photo, send, shown_code


@dataclasses.dataclass
class Member:
    name: str
    id_number: str
    relation: str
    employment: str
    is_adult: bool = True
    health: str = "healthy"
    is_able: bool = False
    # Why this adult cannot authorise the check yet; the sources that need it wait.
    waits: str = ""


@dataclasses.dataclass
class Family:
    phone: str
    members: list
    wage: str = "300"
    deposit: str = "800"
    medical: str = "6000"
    account: str = "6217000000000000012"
    program: str = "dibao"
    # The code of the province where the family is registered, when it is another one.
    province: str = ""

    @classmethod
    def of(cls, number, name, **more):
        """A sick mother, her child and her own mother; nobody in any register has their numbers."""
        members = [
            Member(name, citizen_id("19840512", 100 + number * 2), "applicant", "casualWork", health="seriousIllness"),
            Member("苗" + name[1:], citizen_id("20150601", 101 + number * 2), "child", "student", is_adult=False),
            Member("田" + name[1:], citizen_id("19520203", 102 + number * 2), "parent", "unable", health="chronicIllness"),
        ]
        return cls(f"1980000{number:04d}", members, **more)


def nothing(_page, _name):
    """For a path that another test has looked at page by page."""


def apply(page, family, token, seen=nothing):
    """Fills in and sends the whole application; the page ends at the receipt. Answers the draft's address."""
    begin(page, family, token, seen)
    draft = "/" + page.url.split("/", 3)[3]
    seen(page, "citizen-tasks-empty")
    members(page, family, draft, seen)
    items(page, family, draft, seen)
    answers(page, family, draft, seen)
    photos(page, draft, seen)
    consents(page, family, draft, seen)
    page.goto(draft)
    seen(page, "citizen-tasks-full")
    page.locator(f'a.button[href="{draft}/check"]').first.click()
    seen(page, "citizen-check")
    return draft


def begin(page, family, token, seen=nothing):
    page.goto(f"/v/{token}")
    seen(page, "citizen-village-home")
    page.click('main a[href="/apply"]')
    seen(page, "citizen-before")
    page.click('main a.button[href^="/sign-in"]')
    seen(page, "citizen-phone")
    fill(page, phone=family.phone)
    send(page, "/sign-in")
    seen(page, "citizen-code")
    fill(page, code=shown_code(page))
    send(page, "/sign-in/code")
    choose(page, "program", family.program)
    seen(page, "citizen-program")
    send(page, "/apply")
    assert "/apply/" in page.url, page.url


def members(page, family, draft, seen=nothing):
    # The first button of the list leads to what is next.
    page.click("main a.button")
    assert page.url.endswith("/members"), page.url
    seen(page, "citizen-members-empty")
    for number, member in enumerate(family.members, 1):
        first = seen if number == 1 else nothing
        page.click('main a[href$="/members/0"]')
        fill(page, name=member.name, idNumber=member.id_number)
        choose(page, "relation", member.relation)
        first(page, "citizen-member-who")
        send(page)
        choose(page, "health", member.health)
        choose(page, "disability", "none")
        first(page, "citizen-member-health")
        send(page)
        choose(page, "employment", member.employment)
        choose(page, "isAbleToWork", "yes" if member.is_able else "no")
        choose(page, "isRepresented", "no")
        first(page, "citizen-member-work")
        send(page)
        assert page.url.endswith("/members"), f"{page.url}: {page.locator('main').inner_text()}"
    seen(page, "citizen-members")
    page.locator(f'main a.button[href="{draft}"]').click()


def items(page, family, draft, seen=nothing):
    declared = [
        ("incomes", "wage", "monthly", family.wage, "打零工"),
        ("properties", "deposit", "once", family.deposit, ""),
        ("expenses", "medical", "yearly", family.medical, "买药"),
    ]
    for section, kind, period, amount, note in declared:
        page.click(f'ul.tasks a[href="{draft}/{section}"]')
        seen(page, f"citizen-{section}-empty")
        page.click(f'main a[href="{draft}/{section}/0"]')
        choose(page, "member", "1")
        choose(page, "kind", kind)
        choose(page, "period", period)
        fill(page, amount=amount, note=note)
        seen(page, f"citizen-{section}-item")
        send(page)
        seen(page, f"citizen-{section}")
        send(page, f"{draft}/{section}")
        assert page.url.endswith(draft), page.url


def answers(page, family, draft, seen=nothing):
    page.click(f'ul.tasks a[href="{draft}/hardship"]')
    fill(page, hardshipReason="得了大病，干不了重活，孩子还要上学，家里没有别的收入。")
    seen(page, "citizen-hardship")
    send(page)
    page.click(f'ul.tasks a[href="{draft}/places"]')
    page.click(f'main a[href$="/places/register"]')
    choose(page, "region", "elsewhere" if family.province else "same")
    seen(page, "citizen-register-place")
    send(page)
    if family.province:
        choose(page, "region", family.province)
        seen(page, "citizen-register-province")
        send(page)
    fill(page, address="3组12号")
    seen(page, "citizen-places")
    send(page, "/places")
    page.click(f'ul.tasks a[href="{draft}/contact"]')
    fill(page, phone=family.phone, bankAccount=family.account)
    choose(page, "accountHolderNumber", "1")
    seen(page, "citizen-contact")
    send(page)
    page.click(f'ul.tasks a[href="{draft}/pledge"]')
    choose(page, "hasRelativeOnStaff", "no")
    choose(page, "isPledged", "yes")
    seen(page, "citizen-pledge")
    send(page)
    assert page.url.endswith(draft), page.url


def photos(page, draft, seen=nothing):
    page.click(f'ul.tasks a[href="{draft}/photos"]')
    seen(page, "citizen-photos-empty")
    page.click('main a[href$="/photos/householdRegister"]')
    page.set_input_files('input[type="file"]', photo())
    seen(page, "citizen-photo")
    send(page, "/photos/householdRegister")
    seen(page, "citizen-photo-kept")
    page.click('main a.button[href$="/photos"]')
    page.locator(f'main a.button[href="{draft}"]').click()


def consents(page, family, draft, seen=nothing):
    page.click(f'ul.tasks a[href="{draft}/consent"]')
    seen(page, "citizen-consents")
    for number, member in enumerate(family.members, 1):
        page.click(f'main a[href$="/consent/{number}"]')
        seen(page, f"citizen-consent-{'adult' if member.is_adult else 'child'}")
        if member.waits:
            page.click('main a[href$="/later"]')
            fill(page, reason=member.waits)
            seen(page, "citizen-consent-later")
        elif member.is_adult:
            # Each adult has a phone of one's own; the filer's has had a code a moment ago.
            fill(page, phone=f"197{number}{family.phone[-7:]}")
            send(page)
            seen(page, "citizen-consent-code")
            fill(page, code=shown_code(page))
        else:
            fill(page, name=family.members[0].name)
        send(page)
        assert page.url.endswith("/consent"), f"{page.url}: {page.locator('main').inner_text()}"
