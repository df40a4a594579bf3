"""The page in a real browser, with the real app behind it."""

from playwright.async_api import Page, expect

PRESSING = "Reminder: please everyone share our launch post on your LinkedIn, I will be checking."


async def say(page: Page, words: str) -> None:
    await page.fill("#text", words)
    await page.press("#text", "Enter")


async def speak_as(page: Page, name: str) -> None:
    await page.click(f"#people button:has-text('{name}')")
    await expect(page.locator("#you")).to_have_text(name)


async def test_a_manager_sees_the_private_note_and_the_others_see_nothing(page: Page) -> None:
    await say(page, PRESSING)
    note = page.locator(".note")
    await expect(note).to_have_count(1)
    await expect(note).to_contain_text("Only visible to you")
    for name in ("Ana Duarte", "Raj Patel", "Lee Chen", "Sam Okafor", "Ada Novak", "Gus Weber"):
        await speak_as(page, name)
        await expect(page.locator(".message")).to_have_count(1)
        await expect(page.locator(".note")).to_have_count(0)


async def test_the_reasons_open_in_a_form_that_escape_closes(page: Page) -> None:
    await say(page, PRESSING)
    await page.click("text=Why this?")
    modal = page.locator("#modal")
    await expect(modal).to_be_visible()
    await expect(modal).to_contain_text("Looking who has")
    await page.keyboard.press("Escape")
    await expect(modal).to_be_hidden()


async def test_an_answer_closes_the_note_with_thanks(page: Page) -> None:
    await say(page, PRESSING)
    await page.click("text=Not pressure")
    await expect(page.locator(".note")).to_contain_text("Thank")
    await expect(page.locator("text=Not pressure")).to_have_count(0)


async def test_an_ordinary_message_gets_no_note(page: Page) -> None:
    await say(page, "The kitchen is closed tomorrow, please use the one upstairs.")
    await say(page, "/askonce help")
    note = page.locator(".note")
    await expect(note).to_have_count(1)
    await expect(note).to_contain_text("/askonce")


async def test_a_draft_is_judged_privately(page: Page) -> None:
    await say(page, f"/askonce check {PRESSING}")
    await expect(page.locator(".note")).to_contain_text("share our launch post")
    await expect(page.locator(".message:not(.note)")).to_have_count(0)


async def test_the_home_tab_tells_what_is_kept(page: Page) -> None:
    await page.click("#app button >> nth=0")
    await expect(page.locator(".home")).to_contain_text("What it keeps")


async def test_messages_can_be_edited_answered_and_deleted(page: Page) -> None:
    await say(page, "Lunch at noon?")
    message = page.locator(".message").first
    await message.hover()
    await message.get_by_text("Edit").click()
    await page.fill(".message textarea", "Lunch at one?")
    await page.click("text=Save")
    await expect(page.locator("#messages")).to_contain_text("Lunch at one?")
    await message.hover()
    await message.get_by_text("Reply", exact=True).click()
    await page.fill("#reply-text", "Gladly")
    await page.press("#reply-text", "Enter")
    await expect(page.locator("#replies")).to_contain_text("Gladly")
    await page.click("#thread-close")
    await message.hover()
    await message.get_by_text("Delete").click()
    await expect(page.locator("#messages .message")).to_have_count(0)


async def test_on_a_phone_the_list_is_a_drawer(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(page.locator("#people button").first).to_be_hidden()
    await page.click("#side-open")
    await page.click("#people button:has-text('Ana Duarte')")
    await expect(page.locator("#you")).to_have_text("Ana Duarte")
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


async def test_markup_in_a_message_stays_text(page: Page) -> None:
    await say(page, "<img src=x onerror=alert(1)> & <b>bold</b>")
    await expect(page.locator("#messages")).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(page.locator("#messages img")).to_have_count(0)
