// Starts the server and keeps it: one client, started and stopped one after the other.

import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, RevealOutputChannelOn, State } from "vscode-languageclient/node";
import * as program from "./program";

const LANGUAGES = ["rapporteur", "markdown", "plaintext"];

/** One argument more than a command takes: the server need not show its page itself. */
const SHOWN_HERE = "shown here";

/** What the server makes for people to read. */
export interface Page {
  title: string;
  markdown: string;
}

/** What the server says of a text each time it has looked at it. */
export interface Status {
  uri: string;
  version: number;
  kind: "draft" | "report" | "not-a-draft";
  stage: "negotiation" | "submission";
  errors: number;
  warnings: number;
  information: number;
  hints: number;
}

/** How the server is. */
export type Health = { state: "starting" } | { state: "running"; version: string } | { state: "stopped"; why: string };

export class Server implements vscode.Disposable {
  private client?: LanguageClient;
  private turn: Promise<void> = Promise.resolve();
  private readonly status = new vscode.EventEmitter<Status>();
  private readonly healthChange = new vscode.EventEmitter<Health>();
  readonly onStatus = this.status.event;
  readonly onHealth = this.healthChange.event;
  health: Health = { state: "starting" };

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    /** Shows a page that a command of the server made, such as one behind a lens. */
    private readonly show: (page: Page) => void,
  ) {}

  /** Starts the server, anew if it runs. */
  start(): Promise<void> {
    this.turn = this.turn.then(() => this.stopNow()).then(() => this.startNow());
    return this.turn;
  }

  stop(): Promise<void> {
    this.turn = this.turn.then(() => this.stopNow());
    return this.turn;
  }

  dispose(): void {
    void this.stop();
    this.status.dispose();
    this.healthChange.dispose();
  }

  /** The page that a command of the server makes of a place; none if there is nothing to say, or no server. */
  async page(command: string, uri: vscode.Uri, position?: vscode.Position): Promise<Page | undefined> {
    const client = this.client;
    if (!client?.isRunning()) return undefined;
    const place = position ? [client.code2ProtocolConverter.asPosition(position)] : [];
    const given = [client.code2ProtocolConverter.asUri(uri), ...place, SHOWN_HERE];
    const page = await client.sendRequest("workspace/executeCommand", { command, arguments: given });
    return isPage(page) ? page : undefined;
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // a server that does not answer is ended by its client; there is nothing to tell a person
    await client?.dispose().catch((error) => this.output.warn(String(error)));
  }

  private async startNow(): Promise<void> {
    this.become({ state: "starting" });
    const found = program.find(this.context);
    if ("missing" in found) {
      this.become({ state: "stopped", why: found.missing });
      void this.advise(found.missing);
      return;
    }
    const settings = vscode.workspace.getConfiguration("rapporteur");
    const server = { command: found.path, args: ["lsp", ...settings.get<string[]>("server.arguments", [])] };
    this.output.info(`starting ${[server.command, ...server.args].join(" ")}`);
    const client = new LanguageClient("rapporteur", "Rapporteur", { run: server, debug: server }, this.options(settings));
    this.client = client;
    client.onNotification("rapporteur/status", (status: Status) => this.status.fire(status));
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      const version = client.initializeResult?.serverInfo?.version ?? "";
      if (newState === State.Running) this.become({ state: "running", version });
      if (newState === State.Stopped) this.become({ state: "stopped", why: "The server has stopped." });
    });
    try {
      await client.start();
    } catch (error) {
      const why = `“${found.path}” does not start: ${error instanceof Error ? error.message : String(error)}`;
      this.become({ state: "stopped", why });
      void this.advise(why);
    }
  }

  private options(settings: vscode.WorkspaceConfiguration): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.flatMap((language) => [
        { scheme: "file", language },
        { scheme: "untitled", language },
      ]),
      // the settings are those of rapporteur.toml; the server reads them
      initializationOptions: { ...JSON.parse(JSON.stringify(settings)), status: true },
      synchronize: { configurationSection: "rapporteur" },
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      markdown: { isTrusted: false, supportHtml: false },
      middleware: {
        executeCommand: async (command, args, next) => {
          const answer = await next(command, [...args, SHOWN_HERE]);
          if (isPage(answer)) this.show(answer);
          return answer;
        },
      },
    };
  }

  private become(health: Health): void {
    this.health = health;
    this.healthChange.fire(health);
  }

  private async advise(why: string): Promise<void> {
    const [settings, install, again] = ["Name the program", "How to install", "Try again"];
    const choice = await vscode.window.showErrorMessage(`Rapporteur cannot check drafts. ${why}`, settings, install, again);
    if (choice === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "rapporteur.server.path");
    if (choice === install) await vscode.commands.executeCommand("rapporteur.openWalkthrough");
    if (choice === again) await this.start();
  }
}

function isPage(answer: unknown): answer is Page {
  return typeof (answer as Page | null)?.markdown === "string";
}
