"""Benchmarks run one after another in one process, and what they print is shown."""
import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    # the default options spread tests over processes, which would measure one another
    config.option.numprocesses, config.option.dist, config.option.tx = 0, "no", []


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.stats.get("passed", ()):
        if report.when == "call" and report.capstdout:
            terminalreporter.write_line(report.capstdout.rstrip())
