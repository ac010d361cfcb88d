"""The set-up as a learner meets it, in a small clone: what it must never destroy, what it must not believe, what it says."""
import http.server
import json
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest
import small_clone
from mirror import Server, address, serve, serve_untrusted
from small_clone import BASE, course

posix = pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX systems")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    return small_clone.write_wheels(tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="module")
def original(tmp_path_factory, wheels):
    """A clone set up once by the real command; tests work on copies."""
    folder = tmp_path_factory.mktemp("original") / "course"
    small_clone.make(folder)
    done = course(folder, "test", env=small_clone.surroundings(folder.parent / "home", wheels))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def env(tmp_path, wheels):
    return small_clone.surroundings(tmp_path / "home", wheels)


@pytest.fixture
def offline(tmp_path):
    """No package can be had from anywhere."""
    return small_clone.surroundings(tmp_path / "home", None, PIP_NO_INDEX="1")


@pytest.fixture
def finished(original, tmp_path, env):
    """A finished clone in a folder of its own."""
    shutil.copytree(original, tmp_path / "course", symlinks=True)
    assert course(tmp_path / "course", "kernels", env=env).returncode == 0
    return tmp_path / "course"


def python(folder: Path) -> Path:
    return folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site(folder: Path) -> Path:
    return next(iter([*folder.glob(".venv/lib/python3*/site-packages"), *folder.glob(".venv/Lib/site-packages")]))


def marker(folder: Path) -> dict:
    return json.loads((folder / ".venv/course-setup.json").read_text())


def forget(folder: Path) -> None:
    """As if the course had never set this environment up."""
    (folder / ".venv/course-setup.json").unlink()


def started(done) -> tuple[list, str, dict]:
    """(arguments, prefix, environment) of the program that was started in the end."""
    assert done.returncode == 0 and "STARTED" in done.stdout, done.stdout + done.stderr
    return json.loads(done.stdout.partition("STARTED ")[2].splitlines()[0])


def failed(done, *words: str) -> str:
    assert done.returncode == 1 and "STARTED" not in done.stdout and "Traceback" not in done.stderr, done.stdout + done.stderr
    for word in words:
        assert word in done.stderr, done.stderr
    return done.stderr


# ---- what must never be destroyed

def unpacked(folder: Path, wheels: Path) -> Path:
    """An environment as `uv venv` and `uv pip install` leave it: packages and no pip."""
    subprocess.run([BASE, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    for wheel in wheels.glob("*.whl"):
        shutil.unpack_archive(wheel, site(folder), "zip")
    return python(folder)


def test_an_environment_without_pip_that_has_everything_is_used(tmp_path, wheels, env):
    folder = small_clone.make(tmp_path / "course")
    program = unpacked(folder, wheels)
    (folder / ".venv/mine.txt").write_text("")
    made = program.lstat().st_ino
    arguments, prefix, _ = started(course(folder, "test", "-k", "x", env=env, python=program))
    assert arguments == ["-k", "x"] and Path(prefix) == folder / ".venv"
    assert program.lstat().st_ino == made and (folder / ".venv/mine.txt").exists() and not list(site(folder).glob("pip"))
    assert marker(folder)["made"] is False
    told = subprocess.run([program, "-I", "-c", "import course_utils; print(course_utils.__file__)"], capture_output=True, text=True)
    assert Path(told.stdout.strip()).parents[1] == folder
    # from another Python too
    assert started(course(folder, "lab", env=env))[1] == prefix


def test_an_environment_without_pip_that_lacks_packages_gets_them(tmp_path, wheels, env):
    folder = small_clone.make(tmp_path / "course")
    program = unpacked(folder, wheels)
    (site(folder) / "tiny_two.py").unlink()
    shutil.rmtree(site(folder) / "tiny_two-1.0.dist-info")
    made = program.lstat().st_ino
    started(course(folder, "lab", env=env, python=program))
    assert program.lstat().st_ino == made and (site(folder) / "tiny_two.py").exists()


@posix
@pytest.mark.parametrize("how", ["gone", "another version"])
def test_a_dead_environment_of_somebody_else_is_left_alone(finished, env, how):
    forget(finished)
    change_base(finished, how)
    words = failed(course(finished, "lab", env=env), "did not make it", "mv .venv old-venv", "type again")
    assert (site(finished) / "tiny_two.py").exists() and ("3.99" in words) == (how == "another version")


@posix
def change_base(folder: Path, how: str) -> None:
    """The Python below `.venv` was removed, and the packages are another version's; or it became another version."""
    program = python(folder)
    program.unlink()
    if how == "gone":
        program.symlink_to("/nowhere/python3.98")
        config = folder / ".venv/pyvenv.cfg"
        config.write_text("\n".join("version = 3.98.1" if line.startswith("version") else line for line in config.read_text().splitlines()))
    else:
        program.write_text("#!/bin/sh\necho\necho course:3.99\n")
        program.chmod(0o755)


# ---- a base Python that changes, folders that are copied or moved

@posix
@pytest.mark.parametrize("how", ["gone", "another version"])
def test_a_base_python_that_changed_is_told_and_mended(finished, env, how):
    told = marker(finished) | {"torch": "cpu"}
    (finished / ".venv/course-setup.json").write_text(json.dumps(told))
    change_base(finished, how)
    done = course(finished, "lab", env=env)
    started(done)
    assert "it is made afresh" in done.stdout
    after = marker(finished)
    assert after["torch"] == "cpu" and after["extras"] == ["test"], "the choices of the first set-up"
    assert not (finished / ".venv-removed").exists()


@posix
def test_a_base_python_that_moved_is_found_again_without_network(finished, offline):
    python(finished).unlink()
    python(finished).symlink_to("/nowhere/python3")
    assert started(course(finished, "lab", env=offline))[1] == str(finished / ".venv")
    assert (site(finished) / "tiny_two.py").exists()


@pytest.mark.parametrize("command", ["lab", "kernels"])
def test_a_copied_folder_needs_no_network_and_is_its_own(original, tmp_path, offline, command):
    here = tmp_path / "the course, copied"
    shutil.copytree(original, here, symlinks=True)
    before = (original / ".venv/bin/activate").read_bytes() if os.name != "nt" else b""
    done = course(here, command, env=offline)
    assert done.returncode == 0, done.stderr
    assert marker(here)["root"] == str(here)
    texts = [f for f in [*here.glob(".venv/bin/*"), *here.glob(".venv/share/jupyter/kernels/*/kernel.json"), *site(here).glob("*.pth")]
             if f.is_file() and not f.is_symlink()]
    assert len(texts) > 5 and not [f.name for f in texts if f"{original}{os.sep}".encode() in f.read_bytes()]
    if os.name != "nt":
        shell = subprocess.run(["bash", "-c", ". .venv/bin/activate; echo $VIRTUAL_ENV; tiny-one; python -c 'import course_utils as c; print(c.__file__)'"],
                               cwd=here, env={k: v for k, v in offline.items() if k != "PYTHONPATH"}, capture_output=True, text=True)
        assert shell.stdout.splitlines()[0] == str(here / ".venv") and f'"{here}/.venv"' in shell.stdout, shell.stderr
        assert shell.stdout.splitlines()[-1] == str(here / "course_utils/__init__.py")
        assert (original / ".venv/bin/activate").read_bytes() == before


def test_a_copy_started_from_the_originals_environment_uses_its_own(original, tmp_path, offline):
    shutil.copytree(original, tmp_path / "copy", symlinks=True)
    assert started(course(tmp_path / "copy", "lab", env=offline, python=python(original)))[1] == str(tmp_path / "copy/.venv")


def test_names_of_folders_are_changed_as_a_whole():
    from course_utils.setup import venv

    old, new = "/home/me/course", "/data/der kürs"
    root, venv.ROOT = venv.ROOT, Path(new)
    try:
        assert venv.moved(b"x=/home/me/course-2/a", old, new) == b"x=/home/me/course-2/a"
        assert venv.moved(b"x='/home/me/course/.venv'", old, new) == "x='/data/der kürs/.venv'".encode()
        assert venv.moved(b'{"url": "file:///home/me/course"}', old, new) == b'{"url": "file:///data/der%20k%C3%BCrs"}'
        assert venv.moved(b"#!/home/me/course/.venv/bin/python\nx", old, new).startswith("#!/bin/sh\n'''exec' \"/data/der kürs/.venv/bin/python\"".encode())
    finally:
        venv.ROOT = root


@posix
def test_odd_answers_are_not_a_broken_environment(finished, env):
    (site(finished) / "sitecustomize.py").write_text("print('pip 1.0 welcome to our cluster')\n")
    forget(finished)
    made = python(finished).lstat().st_ino
    started(course(finished, "lab", env=env))
    assert python(finished).lstat().st_ino == made and (site(finished) / "sitecustomize.py").exists()


@posix
def test_a_folder_beyond_ascii_under_a_legacy_code_page(tmp_path, env):
    folder = small_clone.make(tmp_path / "Kürs 课程")
    env |= {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LANG": "POSIX"}
    started(course(folder, "lab", env=env))
    made = python(folder).lstat().st_ino
    started(course(folder, "test", env=env))
    assert python(folder).lstat().st_ino == made
    assert course(folder, "lab", env=env).stdout.startswith("STARTED"), "nothing is set up twice"


# ---- settings that point elsewhere

@pytest.mark.parametrize("way", ["variables", "file"])
def test_pip_installs_here_whatever_its_settings_say(tmp_path, wheels, env, way):
    folder, elsewhere = small_clone.make(tmp_path / "course"), tmp_path / "elsewhere"
    if way == "variables":
        env |= {"PIP_TARGET": str(elsewhere), "PIP_DRY_RUN": "1", "PIP_REQUIRE_HASHES": "1"}
    else:
        # where packages come from is read from the file too, and is the only thing kept
        config = tmp_path / "pip.conf"
        config.write_text(f"[global]\nuser = true\nno-index = true\nfind-links = {wheels}\n[install]\nprefix = {elsewhere}\n")
        env = small_clone.surroundings(tmp_path / "home", None, PIP_CONFIG_FILE=str(config))
    started(course(folder, "lab", env=env))
    assert (site(folder) / "tiny_two.py").exists() and not elsewhere.exists()


def test_copies_on_pythonpath_do_not_count(tmp_path, wheels, env):
    folder, other = small_clone.make(tmp_path / "course"), tmp_path / "other"
    shutil.unpack_archive(wheels / "tiny_two-1.0-py3-none-any.whl", other, "zip")
    (tmp_path / "mine").mkdir()
    env |= {"PYTHONPATH": os.pathsep.join([str(other), str(tmp_path / "mine")])}
    done = course(folder, "lab", env=env)
    assert (site(folder) / "tiny_two.py").exists()
    assert started(done)[2]["PYTHONPATH"] == str(tmp_path / "mine") and f"PYTHONPATH holds {other}" in done.stderr


def test_packages_that_pip_put_nowhere_are_missed(finished, env):
    site_ = site(finished)
    # pip takes it for installed (its RECORD is there); the metadata that names it is not
    (site_ / "tiny_two-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: tiny-two\nVersion: 0.5\n")
    (finished / "pyproject.toml").write_text(small_clone.PROJECT.replace("tiny-two>=1", "tiny-two>=3"))
    words = failed(course(finished, "lab", env=env), "tiny-two>=3", "type again")
    assert (marker(finished)["needs"] == "" and "no tiny-two" in words) or "lacks" in words


# ---- causes by their names

def index(folder: Path, wheels: Path) -> Path:
    """A package index as a tree of folders."""
    for wheel in wheels.glob("*.whl"):
        place = folder / "simple" / wheel.name.split("-")[0].replace("_", "-")
        place.mkdir(parents=True)
        shutil.copy(wheel, place)
    return folder


def test_another_index_by_option_or_variable(tmp_path, wheels, original):
    server = serve(index(tmp_path / "index", wheels))
    env = small_clone.surroundings(tmp_path / "home", None, PIP_INDEX_URL="http://127.0.0.1:9/simple")
    there = f"{address(server)}simple/"
    try:
        folder = small_clone.make(tmp_path / "course")
        shutil.copytree(original / ".venv", folder / ".venv", symlinks=True)
        for name in ("tiny_two-1.0.dist-info", "tiny_one-1.0.dist-info"):
            shutil.rmtree(site(folder) / name)
        started(course(folder, "lab", "--mirror", there, env=env))
        shutil.rmtree(site(folder) / "tiny_two-1.0.dist-info")
        forget(folder)
        started(course(folder, "lab", env=env | {"COURSE_PIP_MIRROR": there}))
    finally:
        server.shutdown()


@pytest.mark.parametrize(("option", "value", "words"), [
    ("--mirror", "http://example.org/simple", "https://example.org/simple"), ("--torch", "http://example.org/whl", "https://example.org/whl"),
    ("--mirror", "example.org", "starts with https://")])
def test_plain_http_is_refused(tmp_path, env, option, value, words):
    folder = small_clone.make(tmp_path / "course")
    failed(course(folder, "lab", option, value, env=env), words)
    assert not (folder / ".venv").exists()


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_a_certificate_that_is_not_trusted_is_not_called_no_network(finished, tmp_path):
    server, there = serve_untrusted(tmp_path, tmp_path)
    forget(finished)
    shutil.rmtree(site(finished) / "tiny_two-1.0.dist-info")
    env = small_clone.surroundings(tmp_path / "home", None, PIP_INDEX_URL=there + "/", PIP_RETRIES="0")
    failed(course(finished, "lab", env=env), "certificate of the package index is not trusted", "PIP_CERT")
    server.shutdown()


class Refusing(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(403)

    def log_message(self, *args):
        pass


def test_a_constraint_that_forbids_is_named(finished, env, tmp_path):
    forget(finished)
    shutil.rmtree(site(finished) / "tiny_two-1.0.dist-info")
    (tmp_path / "constraints.txt").write_text("tiny-two<1\n")
    failed(course(finished, "lab", env=env | {"PIP_CONSTRAINT": str(tmp_path / "constraints.txt")}), "PIP_CONSTRAINT", "type again")


def test_an_index_that_refuses_is_named(finished, tmp_path):
    server = Server(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    forget(finished)
    shutil.rmtree(site(finished) / "tiny_two-1.0.dist-info")
    env = small_clone.surroundings(tmp_path / "home", None, PIP_INDEX_URL=address(server), PIP_RETRIES="0")
    failed(course(finished, "lab", env=env), "403", "--mirror URL")
    server.shutdown()


@pytest.fixture
def read_only():
    """A function that makes a folder read-only, also for root."""
    if os.name == "nt":
        pytest.skip("modes of POSIX systems")
    done = []

    def lock(folder):
        done.append(folder)
        folder.chmod(0o555)
        if os.access(folder, os.W_OK) and (not shutil.which("mount") or subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder], capture_output=True).returncode):
            pytest.skip("nothing is read-only for root here")

    yield lock
    for folder in done:
        if os.path.ismount(folder):
            subprocess.run(["umount", "-l", folder], check=True)
        folder.chmod(0o755)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 4 MB; the test may make it larger."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_is_named_and_can_be_got_out_of(small_disk, env):
    folder = small_clone.make(small_disk / "course")
    for _ in range(2):                       # the second time says the same
        failed(course(folder, "lab", env=env), "The disk is full", "type again")
    subprocess.run(["mount", "-o", "remount,size=300m", small_disk], check=True)
    started(course(folder, "lab", env=env))


def test_kernels_of_a_python_that_lacks_everything(tmp_path, env):
    folder = small_clone.make(tmp_path / "course")
    failed(course(folder, "kernels", env=env), "tiny-one>=1 (not installed)", "-m course_utils lab")
    assert not (tmp_path / "home/.local").exists()


def test_what_a_killed_set_up_leaves_is_cleared(finished, env):
    (finished / ".venv/setup-abc").mkdir()
    (finished / ".venv/setup-abc/half.whl").write_text("")
    (finished / ".venv-removed").mkdir()
    forget(finished)
    started(course(finished, "lab", env=env))
    assert not (finished / ".venv/setup-abc").exists() and not (finished / ".venv-removed").exists()


# ---- locks

HOLD = ("import sys, time\nfrom course_utils.setup import lock\nif sys.argv[1] == 'hang':\n    lock.BEAT = 1e9\n"
        "with lock.alone('again'):\n    print('held', flush=True)\n    time.sleep(120)")


@pytest.mark.parametrize("kind", ["work", "hang"])
def test_who_holds_the_set_up_is_told(finished, env, kind):
    forget(finished)
    holder = subprocess.Popen([BASE, "-c", HOLD, kind], cwd=finished, env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        lock = next((Path(env["HOME"])).rglob("setup-*.lock"))
        if kind == "hang":
            os.utime(lock, (time.time() - 300, time.time() - 300))
            failed(course(finished, "lab", env=env), f"process {holder.pid}", "hangs", f"kill -9 {holder.pid}" if os.name != "nt" else "taskkill")
            return
        waiting = subprocess.Popen([BASE, "-u", "-m", "course_utils", "lab"], cwd=finished, env=env, stdout=subprocess.PIPE, text=True)
        assert waiting.stdout.readline() == f"Another set-up of this folder is running (process {holder.pid}): waiting for it …\n"
        holder.kill()
        assert "STARTED" in waiting.communicate(timeout=60)[0]
    finally:
        holder.kill()
        holder.communicate()


@posix
def test_a_link_in_the_locks_place_is_not_followed(tmp_path, monkeypatch):
    from course_utils.setup import folders, lock

    monkeypatch.setattr(folders, "own", lambda: tmp_path)
    target = tmp_path / "precious"
    target.write_text("all my work")
    lock.path().symlink_to(target)
    with lock.alone("again"):
        pass
    assert target.read_text() == "all my work"


@posix
def test_a_private_folder_is_really_ours(tmp_path, monkeypatch):
    from course_utils.setup import folders

    monkeypatch.setattr(folders.tempfile, "gettempdir", lambda: str(tmp_path))
    mine = folders.private()
    assert mine.stat().st_mode & 0o777 == 0o700 and folders.private() == mine
    mine.chmod(0o777)
    assert folders.private() is None, "anybody may write there"
    mine.rmdir()
    (tmp_path / "trap").mkdir()
    mine.symlink_to(tmp_path / "trap")
    assert folders.private() is None and not list((tmp_path / "trap").iterdir())


# ---- homes that cannot be written, and the command line

@posix
@pytest.mark.parametrize("home", ["/proc/none", "/dev/null/me"])
def test_without_a_home_what_is_started_has_folders(finished, env, home):
    done = course(finished, "lab", env={k: v for k, v in env.items() if k != "XDG_CACHE_HOME"} | {"HOME": home})
    told = started(done)[2]
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR", "KERAS_HOME"):
        assert not told[name].startswith(home) and os.access(Path(told[name]).parent, os.W_OK), name
    assert "cannot be written" in done.stderr


def test_foreign_settings_stay_out_of_what_is_started(finished, env):
    told = started(course(finished, "lab", env=env | {"MATPLOTLIBRC": "/other/matplotlibrc", "PYTHONSTARTUP": "/other/start.py",
                                                      "JUPYTER_PATH": "/cluster/share/jupyter"}))[2]
    assert told["MATPLOTLIBRC"].endswith(str(Path("setup/jupyter/matplotlibrc"))) and "PYTHONSTARTUP" not in told
    assert told["IPYTHONDIR"].startswith(env["HOME"]) and told["JUPYTER_PATH"] == "/cluster/share/jupyter"
    (finished / ".venv/share/jupyter/kernels/python3").mkdir(parents=True)
    told = started(course(finished, "lab", env=env | {"JUPYTER_PATH": "/cluster/share/jupyter"}))[2]
    assert told["JUPYTER_PATH"] == os.pathsep.join([str(finished / ".venv/share/jupyter"), "/cluster/share/jupyter"])


def test_files_may_be_named_from_their_own_folder(finished, env):
    told = started(course(finished, "test", "00_environment.ipynb", "-k", "x", "other.py", env=env, python=python(finished), cwd=finished / "notebooks"))
    assert told[0] == [str(finished / "notebooks/00_environment.ipynb"), "-k", "x", "other.py"]


def test_a_folder_of_somebody_else_is_told(finished, env, read_only):
    read_only(finished / "notebooks")
    done = course(finished, "lab", env=env)
    started(done)
    assert "read-only for you" in done.stderr and "copy the whole folder" in done.stderr


def test_a_fault_nobody_thought_of_is_a_sentence(finished, env):
    (finished / "course_utils/setup/lock.py").write_text("def alone(again):\n    raise ZeroDivisionError('quite unexpected')\n")
    forget(finished)
    words = failed(course(finished, "lab", env=env), "ZeroDivisionError: quite unexpected", "-m course_utils doctor", "type again")
    story = Path(words.partition("the whole story: ")[2].partition(")")[0])
    assert "in alone" in story.read_text()
    story.unlink()
