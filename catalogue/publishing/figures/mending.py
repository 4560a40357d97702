"""From what is missing to the page where it is written."""

from catalogue.courses.quality import QualityPart
from search.models import MissedCondition

# Codes of the editor's parts (catalogue.publishing.editor.parts).
PART_OF_QUALITY: dict[str, str] = {
    QualityPart.DATE: "dates",
    QualityPart.PLACE: "dates",
    QualityPart.PRICE: "price",
    QualityPart.LENGTH: "dates",
    QualityPart.SUMMARY: "name",
    QualityPart.NEEDS: "who",
    QualityPart.ROLE: "next",
    QualityPart.ACCESS: "access",
    QualityPart.JOIN: "join",
}
PART_OF_MISS: dict[str, str] = {
    MissedCondition.WHEN: "dates",
    MissedCondition.HOW: "dates",
    MissedCondition.STUDY: "dates",
    MissedCondition.STARTS: "dates",
    MissedCondition.LENGTH: "dates",
    MissedCondition.PLACE: "dates",
    MissedCondition.VENUE: "dates",
    MissedCondition.COST: "price",
    MissedCondition.LEVEL: "name",
    MissedCondition.ESOL: "name",
    MissedCondition.AGE: "who",
    MissedCondition.NEEDS: "access",
}
PARTS = frozenset({*PART_OF_QUALITY.values(), *PART_OF_MISS.values()})
