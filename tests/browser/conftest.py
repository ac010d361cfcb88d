import lab
import pytest


@pytest.fixture(scope="session")
def jupyter(browser, tmp_path_factory):
    """(address, browser, folder) of a running JupyterLab and a Chromium."""
    root = tmp_path_factory.mktemp("lab")
    with lab.server(root) as url:
        yield url, browser, root


@pytest.fixture(scope="session")
def page(jupyter):
    """One notebook for all tests: starting a kernel and importing PyTorch takes longer than most of them."""
    url, browser, root = jupyter
    opened = lab.Notebook(url, browser.new_page(viewport={"width": 1200, "height": 1000}), root, "test.ipynb")
    opened.start()
    yield opened
    opened.close()


@pytest.fixture
def notebook(page):
    """An empty notebook whose kernel knows the small demos; the test fails if the browser's console shows an error."""
    page.clear()
    yield page
    assert not page.errors, f"errors in the browser's console: {page.errors}"
