"""Pictures of every note, form and the Home tab, wide and narrow: `make pictures`."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.stage import Stage, set_stage
from tests.page.conftest import CHROMIUM, QUIET

WIDTHS: dict[str, ViewportSize] = {
    "wide": {"width": 1180, "height": 900},
    "narrow": {"width": 390, "height": 844},
}
TALL = 3_600
CONFIG = """
[nudge]
cooldown_minutes = 0
daily = 100
[people]
managers = ["U0MARTA001"]
contact = "U0ADANO006"
"""
GENTLE = "Please share our spring menu on your Instagram, everyone."
FIRM = "Reminder: please everyone share our launch post on your LinkedIn, I will be checking."
SERIOUS = (
    "All sales staff must have the new banner on their LinkedIn by Friday. It is part of the job."
)
LOGIN = "Please send Dawn your Facebook password, she will put the offers on everybody's page."
CLOCK = "Please all post your hours in TikTok by Friday, it is mandatory."
FAIR = "Our new covers are in the folder, if anyone would like one. Entirely optional."


@dataclass(frozen=True)
class Camera:
    """A page, and where its pictures go."""

    page: Page
    stage: Stage
    folder: Path
    width: str

    async def take(self, name: str, part: Locator | None = None) -> None:
        """Take a picture of a part of the page, or of what the window shows."""
        path = self.folder / f"{name}-{self.width}.png"
        if part is None:
            await self.page.screenshot(path=path)
            return
        # Tall enough for the part to stand in the window whole: nothing lies under a fixed bar.
        await self.page.set_viewport_size({**WIDTHS[self.width], "height": TALL})
        await part.screenshot(path=path)
        await self.page.set_viewport_size(WIDTHS[self.width])

    @property
    def note(self) -> Locator:
        """The newest private note."""
        return self.page.locator(".note").last

    @property
    def modal(self) -> Locator:
        """The open form."""
        return self.page.locator("#modal")

    async def say(self, words: str) -> None:
        """Write a message or a command, and wait until it is answered."""
        await self.page.fill("#text", words)
        await self.page.press("#text", "Enter")
        await expect(self.page.locator("#text")).to_have_value("")

    async def go(self, kind: str, name: str) -> None:
        """Pick somebody, a channel, the Home tab or a shortcut from the list at the side."""
        opener = self.page.locator("#side-open")
        if await opener.is_visible():
            await opener.click()
        await self.page.locator(f"#{kind} button", has_text=name).click()

    async def close(self) -> None:
        """Close the form."""
        await self.page.keyboard.press("Escape")
        await expect(self.modal).to_be_hidden()


async def notes(camera: Camera) -> None:
    """The tones of a note, and how it ends."""
    for who, name, words in (
        ("Ana Duarte", "note-gentle", GENTLE),
        ("Raj Patel", "note-firm", FIRM),
        ("Lee Chen", "note-serious", SERIOUS),
        ("Sam Okafor", "note-login", LOGIN),
        ("Marta Lindqvist", "note-manager", SERIOUS),
    ):
        await camera.go("people", who)
        await camera.say(words)
        await expect(camera.note.get_by_role("button", name="Why this?")).to_be_visible()
        await camera.take(name, camera.note)
    await camera.go("channels", "design")
    await camera.say(FIRM)
    await expect(camera.note).to_contain_text("A short note")
    await camera.take("note-second", camera.note)
    await camera.note.locator("select").select_option(label="Send me notes as messages")
    await expect(camera.note).to_contain_text("direct messages")
    await camera.take("note-snoozed", camera.note)


async def forms(camera: Camera) -> None:
    """The forms behind a note's buttons, then the note's thanks."""
    await camera.say(SERIOUS)
    await expect(camera.note.get_by_role("button", name="Why this?")).to_be_visible()
    await camera.take("page")
    for button, name in (("Use a kinder wording", "kinder"), ("Why this?", "why")):
        await camera.note.get_by_role("button", name=button).click()
        await expect(camera.modal).to_be_visible()
        await camera.take(name, camera.modal)
        await camera.close()
    message = camera.page.locator(".message:not(.note)").first
    await message.hover()
    await message.get_by_text("Edit").click()
    await camera.page.fill(".message textarea", FAIR)
    await camera.page.locator(".message").get_by_role("button", name="Save").click()
    await expect(camera.note).to_contain_text("Thank you for the new wording.")
    await camera.take("thanks", camera.note)


async def drafts(camera: Camera) -> None:
    """Help, a draft that presses, and one that does not."""
    await camera.say("/askonce help")
    await expect(camera.note).to_contain_text("/askonce privacy")
    await camera.take("help", camera.note)
    for name, words in (("draft-pressing", FIRM), ("draft-fair", FAIR)):
        await camera.go("shortcuts", "Check a draft")
        await camera.modal.get_by_label("Your draft").fill(words)
        await camera.take(f"{name}-form", camera.modal)
        await camera.modal.get_by_role("button", name="Check", exact=True).click()
        await expect(camera.modal).to_contain_text("was not kept")
        await camera.take(name, camera.modal)
        await camera.close()


async def share(camera: Camera) -> None:
    """The fair way: the form, what it does not take, and what it posts."""
    await camera.say("/askonce share")
    await camera.modal.get_by_label("What is it?").fill("The covers for our anniversary")
    await camera.modal.get_by_label("Link").fill("https://drive.example.com/covers")
    await camera.take("share-form", camera.modal)
    await camera.modal.get_by_label("A note").fill("Everyone must use one by Friday.")
    await camera.modal.get_by_role("button", name="Share").click()
    await expect(camera.modal.get_by_role("alert")).to_be_visible()
    await camera.take("share-refused", camera.modal)
    await camera.modal.get_by_label("A note").fill("Ana drew them, in a light and a dark version.")
    await camera.modal.get_by_role("button", name="Share").click()
    await expect(camera.modal).to_be_hidden()
    await camera.take("share-posted", camera.page.locator(".message").last)


async def home(camera: Camera) -> None:
    """The Home tab of a member and of a manager, whole."""
    for who, name in (("Lee Chen", "home-member"), ("Marta Lindqvist", "home-manager")):
        await camera.go("people", who)
        await camera.go("app", "Home")
        await expect(camera.page.locator(".home")).to_contain_text("Your own settings")
        await camera.take(name, camera.page.locator(".home"))


async def admin(camera: Camera) -> None:
    """An admin's change of the rules, seen and tried before it is saved, and the counts."""
    await camera.go("people", "Ada Novak")
    await camera.say("/askonce rules add")
    await expect(camera.modal).to_contain_text("What would you like to change?")
    await camera.take("rules-add", camera.modal)
    await camera.modal.get_by_role("button", name="An exception").click()
    await camera.modal.get_by_label("Words to leave alone").fill("tiktok")
    await camera.modal.get_by_label("What they mean here").fill(
        "Our time clock, which is called so"
    )
    await camera.take("rules-exception", camera.modal)
    await camera.modal.get_by_role("button", name="Next", exact=True).click()
    await expect(camera.modal).to_contain_text("would be judged otherwise")
    await camera.modal.get_by_label("Sentences to try").fill(CLOCK)
    await camera.modal.get_by_role("button", name="Try the sentences").click()
    await expect(camera.modal).to_contain_text("no note then")
    await camera.take("rules-preview", camera.modal)
    await camera.modal.get_by_role("button", name="Save as trial").click()
    await expect(camera.modal).to_contain_text("Saved.")
    await camera.close()
    await camera.say("/askonce rules history")
    await expect(camera.note).to_contain_text("tiktok")
    await camera.take("rules-history", camera.note)


async def arrival(camera: Camera) -> None:
    """The one introduction, and another wording for a message that stands."""
    await camera.say(GENTLE)
    await camera.page.locator(".message:not(.note)").first.hover()
    message = camera.page.locator(".message:not(.note)").first
    await message.get_by_role("button", name="Suggest a kinder wording").click()
    await expect(camera.modal).to_be_visible()
    await camera.take("suggested", camera.modal)
    await camera.close()
    await camera.go("channels", "random")
    await camera.stage.do("invite", channel="C0RANDOM07")
    await expect(camera.page.locator(".message").last).to_contain_text("this is Ask Once")
    await camera.take("introduction", camera.page.locator(".message").last)


SCENES: tuple[Callable[[Camera], Awaitable[None]], ...] = (
    notes,
    forms,
    drafts,
    share,
    home,
    admin,
    arrival,
)


@asynccontextmanager
async def _camera(browser: Browser, folder: Path, width: str) -> AsyncIterator[Camera]:
    async with set_stage(config=CONFIG) as stage:
        page = await browser.new_page(viewport=WIDTHS[width])
        await page.goto(stage.url)
        await page.wait_for_selector("#people button", state="attached")
        yield Camera(page, stage, folder, width)
        await page.close()


async def main(folder: Path, names: list[str]) -> None:
    """Take all pictures, or those of some scenes."""
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=30_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for width in WIDTHS:
            for scene in SCENES:
                if not names or scene.__name__ in names:
                    async with _camera(browser, folder, width) as camera:
                        await scene(camera)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
