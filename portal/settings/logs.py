"""Logs: words on a laptop, a JSON object a line in production, nothing about a person."""

from typing import Any

import structlog

from portal.core.logs import NoDisallowedHost, scrub_event

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.stdlib.ExtraAdder(allow=[]),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def logging_to(renderer: Any, *, level: str = "INFO") -> dict[str, Any]:
    """Return Django's LOGGING for one way of writing a line."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_disallowed_host": {"()": NoDisallowedHost}},
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    scrub_event,
                    renderer,
                ],
            }
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["no_disallowed_host"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            name: {"handlers": ["stderr"], "level": level, "propagate": False}
            for name in ("portal", "catalogue", "search")
        }
        | {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
    }


LOGGING = logging_to(structlog.dev.ConsoleRenderer(colors=False), level="WARNING")
