"""The server waits for many readers at once by a library made for it, where there is one."""

import sys

import pytest
from uvicorn.loops.auto import auto_loop_factory


@pytest.mark.skipif(sys.platform == "win32", reason="not made for Windows, where Python's own runs")
def test_the_server_takes_the_library_that_is_installed():
    assert auto_loop_factory(use_subprocess=False).__module__.startswith("uvloop")
