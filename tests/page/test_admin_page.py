"""An admin's way through a change of the rules, and a member who tries the same."""

from playwright.async_api import Page, expect

from tests.page.test_page import say, speak_as

CLOCK = "Please all post your hours in TikTok by Friday, it is mandatory."


async def choose_an_exception(page: Page) -> None:
    await speak_as(page, "Ada Novak")
    await say(page, "/askonce rules add")
    modal = page.locator("#modal")
    await modal.get_by_role("button", name="An exception").click()
    await modal.get_by_label("Words to leave alone").fill("tiktok")
    await modal.get_by_label("What they mean here").fill("Our time clock, which is called so")
    await modal.get_by_role("button", name="Next", exact=True).click()
    await expect(modal).to_contain_text("would be judged otherwise", timeout=30_000)


async def test_an_admin_tries_an_exception_saves_it_sees_it_work_and_undoes_it(page: Page) -> None:
    await say(page, CLOCK)
    await expect(page.locator(".note")).to_have_count(1)
    await choose_an_exception(page)
    modal = page.locator("#modal")
    await modal.get_by_label("Sentences to try").fill(CLOCK)
    await modal.get_by_role("button", name="Try the sentences").click()
    await expect(modal).to_contain_text("no note then")
    await modal.get_by_role("button", name="Save as trial").click()
    await expect(modal).to_contain_text("Saved. It is in force now.")
    await page.keyboard.press("Escape")

    await speak_as(page, "Lee Chen")
    await say(page, CLOCK)
    await expect(page.locator(".message:not(.note)")).to_have_count(2)
    await expect(page.locator(".note")).to_have_count(0)

    await speak_as(page, "Ada Novak")
    await say(page, "/askonce rules undo")
    await expect(page.locator(".note").last).to_contain_text("Taken back.")
    await speak_as(page, "Raj Patel")
    await say(page, CLOCK)
    await expect(page.locator(".note")).to_have_count(1)


async def test_a_member_who_tries_the_same_is_kindly_told_whom_to_ask(page: Page) -> None:
    await speak_as(page, "Lee Chen")
    await say(page, "/askonce rules add")

    await expect(page.locator(".note")).to_contain_text("This is for the admins of this workspace.")
    await expect(page.locator("#modal")).to_be_hidden()
