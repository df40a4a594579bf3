"""The story the tour plays: what is said, who gets a note, and what they do with it. Data alone."""

from dataclasses import dataclass

MINUTE, DAY = 60, 86_400


PRESS, CHOOSE, EDIT, DELETE, COMMAND = "press", "choose", "edit", "delete", "command"
SUBMIT, SHORTCUT, HOME, INVITE = "submit", "shortcut", "home", "invite"
FORM_PRESS = "form press"
FIELD = "the text of the form"
"""Stands for what the open form offers in its field."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the sender does: a button, a choice, an edit, a command, a form, a shortcut."""

    title: str
    kind: str
    what: str
    sees: str
    """Some words the sender sees thereafter, and nobody else."""
    typed: tuple[tuple[str, str], ...] = ()
    """What is typed into the fields of the open form."""
    public: bool = False
    """Whether it is a message to the channel, which all its members see."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One message of the story, or a command, and whether its sender gets a note."""

    title: str
    who: str
    room: str
    text: str
    """A message, or a command; nothing, where the scene begins with a deed."""
    noted: bool
    days_later: int = 0
    minutes_later: int = 15
    """Notes keep ten minutes apart, and three are the most in a day; serious ones always come."""
    refused: bool = False
    """Whether Slack refuses the private note in the channel, as it does where few may write."""
    then: tuple[Deed, ...] = ()
    """What the sender does with the note."""


COVERS = (("what", "The covers for our anniversary"), ("link", "https://drive.example.com/covers"))
CLOCK = "Please all post your hours in TikTok by Friday, it is mandatory."

STORY = (
    Scene(
        "The app comes to a channel, and says so once",
        "lee",
        "random",
        "",
        noted=False,
        then=(Deed("The app is invited", INVITE, "", "Hello, this is Ask Once.", public=True),),
    ),
    Scene(
        "A cheerful first request",
        "manager",
        "general",
        "Wouldn't it be nice if we all marked our cover photos together? :blush: We made artwork "
        "for it, it's in <#C0DESIGN03|design>. Please put it on your Facebook, it's a team effort!",
        noted=True,
        then=(
            Deed("Why this?", PRESS, "nudge_why", "What would have been fine"),
            Deed("Use a kinder wording", PRESS, "nudge_kinder", "Open your message"),
            Deed("The message is edited", EDIT, FIELD, "Thank you for the new wording."),
        ),
    ),
    Scene(
        "A special point for the first",
        "manager",
        "general",
        "A special point goes to Ana, the very first one to change her cover photo! :trophy: "
        "Who's next?",
        noted=True,
        days_later=1,
        then=(
            Deed("Not pressure", PRESS, "nudge_not_pressure", "Thank you. This note is closed."),
        ),
    ),
    Scene(
        "The third reminder that is “not mandatory”",
        "manager",
        "general",
        "Hi all, me with the cover photo again :sweat_smile: As I wrote on Tuesday and the week "
        "before, it's *not mandatory*! But it only really works when all of us have it.",
        noted=True,
        days_later=3,
        then=(
            Deed("The message is deleted", DELETE, "", "Thank you for giving it another thought."),
        ),
    ),
    Scene(
        "A prize for the first",
        "raj",
        "general",
        "Please all like my LinkedIn post on the award. The first five win a voucher!",
        noted=True,
    ),
    Scene(
        "Five minutes later: one note is enough",
        "raj",
        "marketing",
        "Please all like my LinkedIn post on the award. There are four vouchers left!",
        noted=False,
        minutes_later=5,
    ),
    Scene(
        "In a channel that is only counted",
        "manager",
        "leads",
        "Please get your teams to share the launch post on their LinkedIn.",
        noted=False,
    ),
    Scene(
        "A look at a colleague's profile",
        "manager",
        "design",
        "I wanted to see how <@U0LEECH004> is getting on with the new cover photo on Facebook, "
        "but I can't see it, is it private? Does anybody know if it's changed?",
        noted=True,
    ),
    Scene(
        "Marketing has an idea",
        "social",
        "marketing",
        "Thinking about the view count: there are sellers for PVA YouTube accounts, forty bucks "
        "for a hundred. I'd say we buy two packs and use them for watching and liking.",
        noted=True,
        then=(
            Deed("Snooze", CHOOSE, "week", "No notes for a week, then."),
            Deed("/askonce unmute", COMMAND, "unmute", "You will get notes again."),
        ),
    ),
    Scene(
        "Working hours, to employees",
        "admin",
        "general",
        "Please stay off personal social media during working hours. In your breaks do as you "
        "like.",
        noted=False,
    ),
    Scene(
        "The same, to freelancers",
        "manager",
        "freelancers",
        "Dear freelancers, as a freelancer here please don't use your own social media during "
        "the working day.",
        noted=True,
        then=(Deed("Snooze", CHOOSE, "direct", "Your notes will come as direct messages"),),
    ),
    Scene(
        "A note as a direct message, as she wished",
        "manager",
        "marketing",
        "Everyone must give us five stars on Glassdoor by Friday, it is part of the job.",
        noted=True,
        then=(Deed("Snooze", CHOOSE, "here", "Your notes will show in the channel again"),),
    ),
    Scene(
        "A draft, checked before it is posted",
        "ana",
        "design",
        "/askonce check Everyone must put our cover on their Facebook by Friday, I will check.",
        noted=True,
    ),
    Scene(
        "A draft, by the shortcut of everybody's menu",
        "lee",
        "design",
        "",
        noted=False,
        then=(
            Deed("Check a draft", SHORTCUT, "check_draft", "Your draft"),
            Deed(
                "A draft is typed",
                SUBMIT,
                "",
                "This draft is fine as it is: it offers, and leaves the choice open.",
                typed=(("draft", "Our new covers, if anyone would like one. Entirely optional."),),
            ),
        ),
    ),
    Scene(
        "Where Slack shows no private notes: a direct message",
        "lee",
        "design",
        "Please share our launch post on your LinkedIn, everyone.",
        noted=True,
        refused=True,
        then=(
            Deed("Snooze", CHOOSE, "rule", "Notes of this kind are muted for you, for a year."),
            Deed("/askonce unmute", COMMAND, "unmute", "You will get notes again."),
        ),
    ),
    Scene(
        "Another wording for a message of one's own",
        "ana",
        "design",
        "Please put our new cover on your LinkedIn, everyone.",
        noted=True,
        then=(
            Deed(
                "Suggest a kinder wording",
                SHORTCUT,
                "suggest_wording",
                "our new cover on their own",
            ),
            Deed("Snooze", CHOOSE, "all", "All notes are muted for you, for a year."),
            Deed("Ask Once: Home", HOME, "", "You get no notes until"),
            Deed("/askonce unmute", COMMAND, "unmute", "You will get notes again."),
        ),
    ),
    Scene(
        "The Home tab, for everyone",
        "lee",
        "general",
        "",
        noted=False,
        then=(Deed("Ask Once: Home", HOME, "", "What it never does"),),
    ),
    Scene(
        "The Home tab of a manager",
        "manager",
        "general",
        "",
        noted=False,
        then=(Deed("Ask Once: Home", HOME, "", "How to ask once: a page for managers"),),
    ),
    Scene(
        "The fair way, by a form",
        "raj",
        "marketing",
        "/askonce share",
        noted=False,
        days_later=1,
        then=(
            Deed(
                "A note is typed that presses",
                SUBMIT,
                "",
                "This may come across as pressure.",
                typed=(*COVERS, ("note", "Everyone must put one on their Facebook, I will check.")),
            ),
            Deed(
                "The note is left out",
                SUBMIT,
                "",
                "This is here as a resource.",
                typed=COVERS,
                public=True,
            ),
        ),
    ),
    Scene(
        "The form counts as the one time of asking",
        "raj",
        "marketing",
        "The covers for our anniversary are still here, if anyone would like one on their own "
        "LinkedIn profile. Entirely optional.",
        noted=True,
        days_later=2,
        then=(Deed("Snooze", CHOOSE, "day", "No notes for a day, then."),),
    ),
    Scene(
        "The fair way: asked once, as a resource",
        "social",
        "general",
        "Asking this once: Ana drew a set of covers for our anniversary. Here they are "
        "<https://drive.example.com/covers|as a resource>, use one on your own profile only if "
        "you'd like to. I won't bring it up again.",
        noted=False,
        then=(
            Deed(
                "An edit that presses",
                EDIT,
                "Everyone must put Ana's cover on their own profile by Friday.",
                "Use a kinder wording",
            ),
        ),
    ),
    Scene(
        "An admin teaches the app a word of the company",
        "admin",
        "general",
        "",
        noted=False,
        days_later=1,
        then=(
            Deed("/askonce rules add", COMMAND, "rules add", "What would you like to change?"),
            Deed("An exception", FORM_PRESS, "admin_exception", "Words to leave alone"),
            Deed(
                "TikTok is the name of the time clock here",
                SUBMIT,
                "",
                "would be judged otherwise",
                typed=(("words", "tiktok"), ("means", "Our time clock, which is called so")),
            ),
            Deed(
                "A sentence is tried",
                FORM_PRESS,
                "admin_try",
                "a serious note now, no note then",
                typed=(("try", CLOCK),),
            ),
            Deed("Save as trial", FORM_PRESS, "admin_trial", "Saved. It is in force now."),
        ),
    ),
    Scene("The time clock, with the exception", "lee", "general", CLOCK, noted=False),
    Scene(
        "The admin takes it back",
        "admin",
        "general",
        "",
        noted=False,
        then=(Deed("/askonce rules undo", COMMAND, "rules undo", "Taken back."),),
    ),
    Scene("The time clock, without the exception", "lee", "general", CLOCK, noted=True),
    Scene(
        "A member tries the same",
        "ana",
        "general",
        "",
        noted=False,
        then=(
            Deed(
                "/askonce rules add",
                COMMAND,
                "rules add",
                "This is for the admins of this workspace.",
            ),
        ),
    ),
)
