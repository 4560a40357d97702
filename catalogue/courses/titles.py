"""What a course name says for certain: level, English class, national offer. Nothing is guessed."""

import re

from catalogue.courses.enums import ESOL_LEVELS, CourseType, EsolKind, Level

# "Level 2", "L2", "NVQ 2", "NVQ2", "NVQ Level 2" yes; "Level 1/2" names two levels; "L298" no.
LEVELS = re.compile(
    r"\b(?:nvq\s*(?:levels?\s*)?|levels?\s*|l)([1-7])"
    r"((?:\s*(?:/|-|–|,|&|and|to|or)\s*(?:levels?\s*|l)?[1-7]\b)*)(?![\d.])",
    re.IGNORECASE,
)
# "Entry 3", "Entry Level 1 and 2", "Entry 1-3", "E1", "E2/E3"
ENTRY_LEVELS = re.compile(
    r"\b(?:entry\s*(?:levels?\s*)?|e)([1-3])"
    r"((?:\s*(?:/|-|–|,|&|and|to|or)\s*(?:entry\s*(?:levels?\s*)?|e)?[1-3]\b)*)(?![\d.])",
    re.IGNORECASE,
)
RANGE = re.compile(r"-|–|to", re.IGNORECASE)
PRE_ENTRY = re.compile(r"\bpre[\s-]?entry\b", re.IGNORECASE)
ENTRY = re.compile(r"\bentry[\s-]level\b", re.IGNORECASE)
ESOL = re.compile(r"\bESOL\b|\benglish for speakers of other languages\b", re.IGNORECASE)
# An English class for a job names the job: "ESOL for Care Work", "Vocational ESOL", "ESOL Driving".
ESOL_FOR_WORK = re.compile(
    r"\bvocational\b|\bfor (?:work|care|health|healthcare|nurses|drivers|driving|construction|"
    r"hospitality|warehouse|warehousing|employment|the workplace|jobs?)\b|\bworkplace\b",
    re.IGNORECASE,
)
T_LEVEL = re.compile(r"^T[\s-]Level", re.IGNORECASE)
BOOTCAMP = re.compile(r"\bskills bootcamp\b", re.IGNORECASE)
ACCESS = re.compile(r"\baccess to (?:higher education|he)\b", re.IGNORECASE)
TECHNICAL = re.compile(r"\bHTQ\b|\bhigher technical qualification\b", re.IGNORECASE)
ESSENTIAL = re.compile(
    r"\bfunctional skills\b|\bessential digital skills\b|"
    r"\bgcse (?:\(9[\s-]*1\) )?(?:in )?(?:english language|math)|\bGCSE english\b",
    re.IGNORECASE,
)


def levels_in_title(title: str) -> list[Level]:
    """Return every level that a name names, lowest first: "ESOL Entry 1-3" names three."""
    found = set()
    if PRE_ENTRY.search(title):
        found.add(Level.PRE_ENTRY)
    others = ENTRY_LEVELS.sub(" ", title)  # "Entry Level 3" is no Level 3
    for pattern, prefix, text in ((ENTRY_LEVELS, "ENTRY", title), (LEVELS, "LEVEL", others)):
        for match in pattern.finditer(text):
            numbers = [int(match.group(1)), *(int(n) for n in re.findall(r"[1-7]", match.group(2)))]
            if len(numbers) == 2 and RANGE.search(match.group(2)):
                numbers = list(range(numbers[0], numbers[1] + 1)) or numbers
            found.update(Level(f"{prefix}_{number}") for number in numbers)
    if not found and ENTRY.search(title):
        found.add(Level.ENTRY)
    return [level for level in Level if level in found]


def level_of(title: str, *, aim_level: str = "") -> str:
    """Return the level of a course: that of its learning aim, else the one that its name names.

    "Entry level" of an aim becomes exact when the name says "Entry 3". Two levels in a name
    without an aim say neither, so the answer is empty.
    """
    named = levels_in_title(title)
    if aim_level == Level.ENTRY:
        entries = [level for level in named if level.startswith("ENTRY_")]
        return entries[0] if len(entries) == 1 else Level.ENTRY
    if aim_level:
        return aim_level
    return named[0] if len(named) == 1 else ""


def esol_of(title: str) -> tuple[EsolKind, list[str]]:
    """Return whether a course teaches English to newcomers, and at which levels."""
    if not ESOL.search(title):
        return EsolKind.NO, []
    kind = EsolKind.VOCATIONAL if ESOL_FOR_WORK.search(title) else EsolKind.GENERAL
    levels = [level.value for level in levels_in_title(title) if level in ESOL_LEVELS]
    return kind, levels


def course_type_of(title: str, *, told: str = "", has_lars: bool = False) -> str:
    """Return the national offer of a course when the file or the name leaves no doubt, else ""."""
    if told:
        return told
    if BOOTCAMP.search(title):
        return CourseType.SKILLS_BOOTCAMP
    if ESOL.search(title):
        return CourseType.ESOL
    if T_LEVEL.search(title):
        return CourseType.T_LEVEL
    if ACCESS.search(title):
        return CourseType.ACCESS
    if TECHNICAL.search(title):
        return CourseType.HTQ
    return CourseType.ESSENTIAL_SKILLS if has_lars and ESSENTIAL.search(title) else ""
