"""Load course files of one provider."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from catalogue.feeds.commands import ImportCommand
from catalogue.feeds.course_files import FEED_FORMATS, open_courses
from catalogue.feeds.formats.registry import AUTO, COURSE_FORMATS
from catalogue.feeds.loader import LoadOptions, WholeList, load
from catalogue.feeds.opening import shown
from portal.core import clock


class Command(ImportCommand):
    """``manage.py import_courses FILE... --provider UKPRN``."""

    help = (
        "Load the course files of one provider. Exit status: 0 all rows loaded, 1 some rows "
        "held, 2 a file was refused and nothing of it changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--format",
            default=AUTO,
            choices=[AUTO, *(known.name for known in (*COURSE_FORMATS, *FEED_FORMATS))],
        )
        parser.add_argument(
            "--full",
            action="store_true",
            help="the files are the whole list of the provider: courses in none are withdrawn",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        provider = self.provider(options)
        whole_list = WholeList() if options["full"] else None
        files = options["files"]
        reports = []
        for path in files:
            load_options = LoadOptions(
                today=self.today(options),
                now=clock.now(),
                opener=partial(
                    open_courses,
                    today=self.today(options),
                    format_name=options["format"],
                    ukprn=provider.ukprn,
                ),
                is_dry_run=options["dry_run"],
                whole_list=whole_list,
                is_last_file=path is files[-1],
                progress=self.show_progress,
            )
            report = self.load_file(
                path,
                partial(load, file_name=shown(path), provider=provider, options=load_options),
            )
            if report.refused and whole_list:
                whole_list.is_broken = True
            reports.append(report)
        self.finish(reports, options, provider=provider)
