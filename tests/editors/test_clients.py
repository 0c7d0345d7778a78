"""The release binary with the capability sets of VS Code, Neovim and Emacs, driven by pytest-lsp.

RAPPORTEUR names the program.
"""

import os
import pathlib
import random

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PROGRAM = os.environ["RAPPORTEUR"]
HERE = pathlib.Path(__file__).parent
DRAFT = (HERE / "draft.md").read_text(encoding="utf-8")
URI = "file:///drafts/draft.md"


@pytest_lsp.fixture(
    params=["visual_studio_code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=[PROGRAM, "lsp"]),
)
async def client(request, lsp_client: LanguageClient):
    capabilities = client_capabilities(request.param)
    lsp_client.pulls = bool(capabilities.text_document and capabilities.text_document.diagnostic)
    params = types.InitializeParams(capabilities=capabilities, root_uri="file:///drafts", process_id=os.getpid())
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


def open_draft(client: LanguageClient, text: str, uri: str = URI) -> None:
    item = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))


async def marks(client: LanguageClient, uri: str = URI) -> list[types.Diagnostic]:
    if client.pulls:
        params = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri))
        return list((await client.text_document_diagnostic_async(params)).items)
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[uri])


@pytest.mark.asyncio
async def test_a_mark_its_hover_and_its_fix(client: LanguageClient):
    open_draft(client, DRAFT)
    mark = next(mark for mark in await marks(client) if mark.code == "state-parties")
    assert mark.range.start == types.Position(4, 0)
    document = types.TextDocumentIdentifier(URI)
    hover = await client.text_document_hover_async(types.HoverParams(document, mark.range.start))
    assert "adopted recommendations" in hover.contents.value
    context = types.CodeActionContext(diagnostics=[mark])
    actions = await client.text_document_code_action_async(types.CodeActionParams(document, mark.range, context))
    fix = next(action for action in actions if action.title == "Write “States parties”")
    assert [edit.new_text for edit in fix.edit.changes[URI]] == ["s"]
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert symbols


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(5))
async def test_a_burst_of_changes_ends_right(client: LanguageClient, seed: int):
    chance = random.Random(seed)
    lines = DRAFT.split("\n")
    open_draft(client, DRAFT)
    for version in range(2, 402):
        line = chance.randrange(len(lines))
        column = chance.randrange(len(lines[line]) + 1)
        letter = chance.choice("aet. [S")
        lines[line] = lines[line][:column] + letter + lines[line][column:]
        place = types.Position(line, len(lines[line][:column].encode("utf-16-le")) // 2)
        change = types.TextDocumentContentChangePartial(range=types.Range(place, place), text=letter)
        document = types.VersionedTextDocumentIdentifier(version=version, uri=URI)
        client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    final = "\n".join(lines)
    fresh = "file:///drafts/fresh.md"
    open_draft(client, final, fresh)
    if client.pulls:
        edited, opened = await marks(client), await marks(client, fresh)
    else:
        while fresh not in client.diagnostics:
            await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        edited, opened = client.diagnostics[URI], client.diagnostics[fresh]
    key = lambda mark: (mark.range.start.line, mark.range.start.character, mark.code)
    assert sorted(map(key, edited)) == sorted(map(key, opened))
    hover = types.HoverParams(types.TextDocumentIdentifier(URI), types.Position(4, 0))
    await client.text_document_hover_async(hover)
