"""What all processes of one test run make once and share: a folder, and files in it."""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

FOLDER = "TESTS_SHARED_FOLDER"  # the environment variable by which worker processes find it


def folder() -> Path:
    """The folder of this run; who starts the run makes it, and removes it at the end."""
    if FOLDER not in os.environ:
        made = tempfile.mkdtemp(prefix="tests-shared-")
        os.environ[FOLDER] = made
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(os.environ[FOLDER])


def file(name: str, make: Callable[[Path], None]) -> Path:
    """The file of this name, made by whoever asks first while others wait."""
    target = folder() / name
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            draft = folder() / f"{name}.draft"
            make(draft)
            draft.rename(target)
    return target
