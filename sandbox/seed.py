"""Who and what a pretend workspace begins with. Everybody and everything here is invented."""

from dataclasses import dataclass

TEAM_ID, TEAM_NAME = "T0LARKFLD", "Larkfield"
OTHER_TEAM_ID = "T0OUTSIDE"
EVERYONE = ("manager", "ana", "raj", "lee", "social", "admin", "guest")


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace, or of another one that shares a channel with it."""

    key: str
    id: str
    name: str
    title: str
    role: str
    team_id: str = TEAM_ID
    is_admin: bool = False
    is_restricted: bool = False
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A channel as seeded: `members` are people's keys; `bot` says whether the app is in it."""

    key: str
    id: str
    topic: str
    members: tuple[str, ...] = EVERYONE
    private: bool = False
    shared: bool = False
    bot: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A user group as seeded: `members` are people's keys."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seed:
    """Everything a workspace begins with; ids stay the same from run to run."""

    people: tuple[Person, ...]
    rooms: tuple[Room, ...]
    groups: tuple[Group, ...] = ()


_MANAGER = Person("manager", "U0MARTA001", "Marta Lindqvist", "Head of Sales", "manager")
_ANA = Person("ana", "U0ANADU002", "Ana Duarte", "Designer", "member")
_ADMIN = Person("admin", "U0ADANO006", "Ada Novak", "IT", "admin", is_admin=True)

DEMO = Seed(
    people=(
        _MANAGER,
        _ANA,
        Person("raj", "U0RAJPA003", "Raj Patel", "Account manager", "member"),
        Person("lee", "U0LEECH004", "Lee Chen", "Engineer", "member"),
        Person("social", "U0SAMOK005", "Sam Okafor", "Social media", "social"),
        _ADMIN,
        Person("guest", "U0GUSWE007", "Gus Weber", "Agency", "guest", is_restricted=True),
        Person("outsider", "U0OLUBA008", "Olu Bankole", "Partner", "guest", team_id=OTHER_TEAM_ID),
    ),
    rooms=(
        Room("general", "C0GENERAL1", "Everything for everybody"),
        Room(
            "marketing", "C0MARKET02", "Campaigns and launches", ("manager", "ana", "raj", "social")
        ),
        Room("design", "C0DESIGN03", "Artwork and layouts", ("manager", "ana", "lee", "social")),
        Room("freelancers", "C0FREELA04", "Hello from the office", ("manager", "social", "guest")),
        Room("leads", "C0LEADS005", "Team leads", ("manager", "social", "admin"), private=True),
        Room("partners", "C0PARTNR06", "With our partners", (*EVERYONE, "outsider"), shared=True),
        Room("random", "C0RANDOM07", "Dogs, cakes, weekends", bot=False),
    ),
    groups=(Group("S0MANAGER1", "managers", "Managers", ("manager",)),),
)
SMALL = Seed(
    people=(_MANAGER, _ANA, _ADMIN),
    rooms=(Room("general", "C0GENERAL1", "Everything for everybody", ("manager", "ana", "admin")),),
)
SEEDS = {"demo": DEMO, "small": SMALL}
