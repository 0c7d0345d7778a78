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
    initialized = await lsp_client.initialize_session(params)
    lsp_client.offered = initialized.capabilities
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


def edits(edit: types.WorkspaceEdit) -> list:
    """The edits of the one text that an edit is about."""
    if edit.document_changes:
        [change] = edit.document_changes
        return list(change.edits)
    return list(edit.changes[URI])


@pytest.mark.asyncio
async def test_each_feature_that_is_offered_answers(client: LanguageClient):
    """Everything that the server offers to this editor, asked for as the editor would ask."""
    open_draft(client, DRAFT)
    offered, document = client.offered, types.TextDocumentIdentifier(URI)
    whole = types.Range(types.Position(0, 0), types.Position(200, 0))
    here = types.Position(4, 3)
    asked = {
        "hover_provider": lambda: client.text_document_hover_async(types.HoverParams(document, here)),
        "definition_provider": lambda: client.text_document_definition_async(types.DefinitionParams(document, here)),
        "type_definition_provider": lambda: client.text_document_type_definition_async(
            types.TypeDefinitionParams(document, here)
        ),
        "references_provider": lambda: client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(True), document, here)
        ),
        "document_highlight_provider": lambda: client.text_document_document_highlight_async(
            types.DocumentHighlightParams(document, here)
        ),
        "document_symbol_provider": lambda: client.text_document_document_symbol_async(
            types.DocumentSymbolParams(document)
        ),
        "workspace_symbol_provider": lambda: client.workspace_symbol_async(types.WorkspaceSymbolParams("judges")),
        "completion_provider": lambda: client.text_document_completion_async(types.CompletionParams(document, here)),
        "code_action_provider": lambda: client.text_document_code_action_async(
            types.CodeActionParams(document, whole, types.CodeActionContext([]))
        ),
        "code_lens_provider": lambda: client.text_document_code_lens_async(types.CodeLensParams(document)),
        "document_link_provider": lambda: client.text_document_document_link_async(types.DocumentLinkParams(document)),
        "inlay_hint_provider": lambda: client.text_document_inlay_hint_async(types.InlayHintParams(document, whole)),
        "folding_range_provider": lambda: client.text_document_folding_range_async(types.FoldingRangeParams(document)),
        "selection_range_provider": lambda: client.text_document_selection_range_async(
            types.SelectionRangeParams(document, [here])
        ),
        "semantic_tokens_provider": lambda: client.text_document_semantic_tokens_full_async(
            types.SemanticTokensParams(document)
        ),
        "document_formatting_provider": lambda: client.text_document_formatting_async(
            types.DocumentFormattingParams(document, types.FormattingOptions(4, True))
        ),
        "document_range_formatting_provider": lambda: client.text_document_range_formatting_async(
            types.DocumentRangeFormattingParams(document, whole, types.FormattingOptions(4, True))
        ),
        "execute_command_provider": lambda: client.workspace_execute_command_async(
            types.ExecuteCommandParams("rapporteur.overview", [URI, "shown by the client"])
        ),
    }
    # what is about the whole text is never empty, but for the form of lists, which this draft has right
    may_be_empty = {"document_formatting_provider", "document_range_formatting_provider",
                    "definition_provider", "type_definition_provider", "references_provider",
                    "document_highlight_provider", "document_link_provider", "completion_provider"}
    answered = 0
    for provider, ask in asked.items():
        if getattr(offered, provider):
            answered += 1
            answer = await ask()
            assert answer or provider in may_be_empty, provider
    assert answered >= 12, "the server offers this editor most of it"


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
    assert [edit.new_text for edit in edits(fix.edit)] == ["s"]
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert symbols


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(5))
async def test_a_burst_of_changes_ends_right(client: LanguageClient, seed: int):
    chance = random.Random(seed)
    lines = DRAFT.split("\n")
    versions = []
    features = client.protocol.fm.features
    remember = features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS]

    def published(params: types.PublishDiagnosticsParams):
        if params.uri == URI:
            versions.append(params.version)
        return remember(params)

    features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = published
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
        assert versions == sorted(versions), "no version after a newer one"
        assert versions[-1] == 401, "the last version is published last"
        edited, opened = client.diagnostics[URI], client.diagnostics[fresh]
    key = lambda mark: (mark.range.start.line, mark.range.start.character, mark.code)
    assert sorted(map(key, edited)) == sorted(map(key, opened))
    hover = types.HoverParams(types.TextDocumentIdentifier(URI), types.Position(4, 0))
    await client.text_document_hover_async(hover)
