package dev.leastwise.report;

import dev.leastwise.finding.ObjectName;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Value.Known;
import java.util.List;

/** Writes what containers are granted as a table each: the setting, what it comes to, what decided it, what that means. */
public final class ExplainText {

    private static final int NAME = 24;
    private static final int VALUE = 28;
    private static final String MEANING = " ".repeat(2 + NAME + 2);

    private final StringBuilder out;
    private final Terminal terminal;

    private ExplainText(StringBuilder out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public static void write(Explanation explanation, Terminal terminal, StringBuilder out) {
        new ExplainText(out, terminal).write(explanation);
    }

    private void write(Explanation explanation) {
        ObjectName object = explanation.object();
        StringBuilder title = new StringBuilder(explanation.file()).append(": ").append(object.kind());
        object.name().ifPresent(name -> title.append(" \"").append(name).append('"'));
        object.namespace()
                .ifPresent(namespace ->
                        title.append(" in namespace \"").append(namespace).append('"'));
        title.append(", ")
                .append(explanation.role().words())
                .append(" \"")
                .append(explanation.container())
                .append('"');
        if (explanation.byShape()) title.append(", a pod by its shape");
        explanation.image().ifPresent(image -> title.append(" (").append(image).append(')'));
        out.append(terminal.bold(Terminal.harmless(title.toString()))).append("\n\n");
        for (Setting setting : explanation.settings()) write(setting, explanation);
        out.append('\n');
    }

    private void write(Setting setting, Explanation explanation) {
        List<String> values = GrantText.value(setting.value());
        String origin = Terminal.harmless(GrantText.origin(setting.value()));
        String first = Terminal.harmless(values.getFirst());
        out.append("  ").append(terminal.bold(padded(setting.name(), NAME))).append("  ");
        out.append(padded(first, VALUE))
                .append("  ")
                .append(terminal.faint(origin))
                .append('\n');
        for (String value : values.subList(1, values.size())) {
            Columns.wrap(Terminal.harmless(value), MEANING, Math.max(80, terminal.width()), out);
        }
        if (setting.value() instanceof Known<?> known && known.value() instanceof Capabilities capabilities) {
            writeCapabilities(capabilities, setting, explanation);
        }
        for (String meaning : Meaning.of(setting, explanation.privileges())) {
            out.append(MEANING)
                    .append(terminal.faint("= " + Terminal.harmless(meaning)))
                    .append('\n');
        }
    }

    private void writeCapabilities(Capabilities capabilities, Setting setting, Explanation explanation) {
        CapabilitySet bounding = capabilities.bounding();
        if (bounding.equals(CapabilitySet.ALL)) {
            out.append(MEANING).append("all ").append(bounding.size()).append(" of the kernel\n");
            return;
        }
        for (Capability capability : bounding.list()) {
            String origin = CapabilityOrigins.of(capability, setting.value(), explanation.target());
            out.append(MEANING)
                    .append(capability.name())
                    .append(": ")
                    .append(origin)
                    .append('\n');
        }
    }

    private static String padded(String text, int width) {
        int missing = width - Columns.of(text);
        return missing <= 0 ? text : text + " ".repeat(missing);
    }
}
