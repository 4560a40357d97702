"""The blocks that every page of text offers."""

from wagtail import blocks

from portal.core.blocks.callout import CalloutBlock
from portal.core.blocks.checklist import ChecklistBlock
from portal.core.blocks.figure import FigureBlock
from portal.core.blocks.links import LinksBlock
from portal.core.blocks.media import MediaBlock, PictureBlock
from portal.core.blocks.quote import QuoteBlock
from portal.core.blocks.steps import StepsBlock
from portal.core.blocks.text import TextBlock


class BodyBlock(blocks.StreamBlock):
    """What an editor can put on a page, in the order in which the menu offers it."""

    text = TextBlock()
    steps = StepsBlock()
    checklist = ChecklistBlock()
    callout = CalloutBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    media = MediaBlock()
    links = LinksBlock()
