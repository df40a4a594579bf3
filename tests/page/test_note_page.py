"""A manager's way in a real browser, by keyboard: from the note to a kinder wording to thanks."""

from playwright.async_api import Locator, Page, expect

from tests.page.test_page import PRESSING, say


async def press_button(place: Locator, name: str) -> None:
    """Press a button as somebody does who uses no mouse, by the name a screen reader says."""
    button = place.get_by_role("button", name=name)
    await button.focus()
    await button.press("Enter")


async def test_a_manager_goes_from_note_to_kinder_wording_to_edited_message_and_thanks(
    page: Page,
) -> None:
    await say(page, PRESSING)
    note, modal = page.locator(".note"), page.locator("#modal")
    await expect(note).to_contain_text("Asking once is fair")
    await press_button(note, "Use a kinder wording")
    await expect(modal).to_be_visible()
    await expect(modal.get_by_role("button", name="Open your message")).to_be_visible()
    wording = await modal.locator("textarea").input_value()
    assert "nobody keeps track" in wording
    await press_button(modal, "Check")
    await expect(modal).to_contain_text("This draft is fine as it is")
    await page.keyboard.press("Escape")
    await expect(modal).to_be_hidden()

    message = page.locator(".message:not(.note)").first
    await message.hover()
    await message.get_by_text("Edit").click()
    await page.fill(".message textarea", wording)
    await press_button(page.locator(".message"), "Save")
    await expect(note).to_contain_text("Thank you for the new wording.")
    await expect(note.get_by_role("button")).to_have_count(0)


async def test_a_week_of_silence_is_chosen_from_the_notes_menu(page: Page) -> None:
    await say(page, PRESSING)
    await page.locator(".note select").select_option(label="No notes for a week")
    note = page.locator(".note")
    await expect(note).to_contain_text("No notes for a week, then")
    await say(page, PRESSING)
    await expect(page.locator(".message:not(.note)")).to_have_count(2)
    await say(page, "/askonce unmute")
    await expect(page.locator(".note")).to_have_count(2)
    await expect(page.locator(".note").last).to_contain_text("You will get notes again")
