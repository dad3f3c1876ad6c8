package dev.leastwise.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code leastwise completion}. */
final class CompletionCommand implements Command {

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "completion",
                "SHELL",
                Values.of(SHELLS),
                Commands.SUMMARIES.getOrDefault("completion", ""),
                List.of(
                        "SHELL is " + String.join(", ", SHELLS)
                                + ". What is printed is to be put where the shell finds it:",
                        """
                        bash, once for each user (with the package bash-completion; else source it in ~/.bashrc):
                            mkdir -p ~/.local/share/bash-completion/completions
                            leastwise completion bash >~/.local/share/bash-completion/completions/leastwise""",
                        """
                        zsh, in a folder of $fpath that is named before compinit in ~/.zshrc:
                            leastwise completion zsh >"${fpath[1]}/_leastwise\"""",
                        """
                        fish:
                            leastwise completion fish >~/.config/fish/completions/leastwise.fish""",
                        "It holds for leastwise on the PATH and for ./leastwise. Write it anew with a new version."),
                List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<String> shells = arguments.operands();
        String shell = shells.size() == 1 ? shells.getFirst() : "";
        console.out()
                .print(
                        switch (shell) {
                            case "bash" -> BashCompletion.of(commands());
                            case "zsh" -> ZshCompletion.of(commands());
                            case "fish" -> FishCompletion.of(commands());
                            default -> throw new UsageError("name one shell: " + String.join(", ", SHELLS));
                        });
        return Exit.CLEAN;
    }

    private static List<CommandSpec> commands() {
        List<CommandSpec> commands = new ArrayList<>();
        for (String name : Commands.SUMMARIES.keySet()) {
            commands.add(
                    name.equals(Commands.HELP.name())
                            ? Commands.HELP
                            : Main.command(name).spec());
        }
        return commands;
    }
}
