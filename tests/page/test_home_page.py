"""A member's way through Home to a checked draft, and a manager's through the form to share."""

from playwright.async_api import Page, expect

from tests.page.test_page import PRESSING, say, speak_as


async def test_a_member_reads_home_and_checks_a_draft(page: Page) -> None:
    await speak_as(page, "Lee Chen")
    await page.click("#app button >> nth=0")
    home, modal = page.locator(".home"), page.locator("#modal")
    for title in ("What it looks for", "What it keeps", "What it never does", "Your own settings"):
        await expect(home.get_by_role("heading", name=title)).to_be_visible()
    await expect(home).to_contain_text("outcome: what happened")

    await home.get_by_role("button", name="Check a draft").click()
    await modal.get_by_label("Your draft").fill(PRESSING)
    await modal.get_by_role("button", name="Check", exact=True).click()
    await expect(modal).to_contain_text("For this draft you would get a private note")
    await expect(modal).to_contain_text("share our launch post")
    await page.keyboard.press("Escape")
    await expect(modal).to_be_hidden()


async def test_a_mute_is_seen_and_ended_in_home(page: Page) -> None:
    await say(page, "/askonce mute 7")
    await expect(page.locator(".note")).to_contain_text("no notes for 7 days")
    await page.click("#app button >> nth=0")
    home = page.locator(".home")
    await expect(home).to_contain_text("You get no notes until")
    await expect(home.locator("time")).to_have_count(1)
    await home.get_by_role("button", name="Get notes again").click()
    await expect(home).to_contain_text("You get notes as usual.")


async def test_a_manager_shares_by_the_form_and_nothing_typed_is_lost(page: Page) -> None:
    await say(page, "/askonce share")
    modal = page.locator("#modal")
    await modal.get_by_label("What is it?").fill("The covers for our anniversary")
    await modal.get_by_label("Link").fill("https://drive.example.com/covers")
    await modal.get_by_label("A note").fill(PRESSING)
    await modal.get_by_role("button", name="Share").click()
    await expect(modal.get_by_role("alert")).to_contain_text("may come across as pressure")

    await expect(modal.get_by_label("What is it?")).to_have_value("The covers for our anniversary")
    await modal.get_by_label("A note").fill("Ana drew them.")
    await modal.get_by_role("button", name="Share").click()
    await expect(modal).to_be_hidden()
    shared = page.locator(".message:not(.note)")
    await expect(shared).to_have_count(1)
    await expect(shared).to_contain_text("Shared by @Marta Lindqvist")
    await expect(shared).to_contain_text("only if you would like to.")
    await expect(page.locator(".note")).to_have_count(0)
