import pytest

pytest.register_assert_rewrite(
    "tests.search.engines.contract", "tests.search.engines.contract_writing"
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "capability(name): needs an engine that has it")
