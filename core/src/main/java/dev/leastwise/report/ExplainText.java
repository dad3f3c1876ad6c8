package dev.leastwise.report;

import dev.leastwise.finding.ObjectName;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Value.Known;
import java.util.ArrayList;
import java.util.List;

/** Writes what containers are granted as a table each: the setting, what it comes to, what decided it, what that means. */
public final class ExplainText {

    private static final int NAME = 24;
    private static final int VALUE = 28;
    private static final String MEANING = " ".repeat(2 + NAME + 2);

    private static final String ORIGIN = MEANING + " ".repeat(VALUE + 2);
    private static final int NARROWEST = 24;

    private final StringBuilder out;
    private final Terminal terminal;
    private final int width;

    private ExplainText(StringBuilder out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        this.width = Math.max(MEANING.length() + NARROWEST, terminal.width());
    }

    public static void write(Explanation explanation, Terminal terminal, StringBuilder out) {
        new ExplainText(out, terminal).write(explanation);
    }

    private void write(Explanation explanation) {
        ObjectName object = explanation.object();
        StringBuilder title = new StringBuilder(explanation.file());
        object.template().ifPresent(template -> title.append(", from ").append(template));
        title.append(": ").append(object.kind());
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
        for (String line : Columns.lines(Terminal.harmless(title.toString()), width)) {
            out.append(terminal.bold(line)).append('\n');
        }
        out.append('\n');
        for (Setting setting : explanation.settings()) write(setting, explanation);
        out.append('\n');
    }

    private void write(Setting setting, Explanation explanation) {
        List<String> values = new ArrayList<>();
        for (String value : GrantText.value(setting.value())) {
            values.addAll(Columns.lines(Terminal.harmless(value), VALUE));
        }
        String origin = Terminal.harmless(GrantText.origin(setting.value()));
        out.append("  ").append(terminal.bold(padded(setting.name(), NAME))).append("  ");
        boolean beside = width - ORIGIN.length() >= NARROWEST && Columns.of(values.getFirst()) <= VALUE;
        if (beside) writeBeside(values, Columns.lines(origin, width - ORIGIN.length()));
        else writeBelow(values, Columns.lines(origin, width - MEANING.length()));
        if (setting.value() instanceof Known<?> known && known.value() instanceof Capabilities capabilities) {
            writeCapabilities(capabilities, setting, explanation);
        }
        for (String meaning : Meaning.of(setting, explanation.privileges())) {
            for (String line : Columns.lines("= " + Terminal.harmless(meaning), width - MEANING.length())) {
                out.append(MEANING).append(terminal.faint(line)).append('\n');
            }
        }
    }

    /** The value on the left, what decided it on the right. */
    private void writeBeside(List<String> values, List<String> origin) {
        for (int i = 0; i < Math.max(values.size(), origin.size()); i++) {
            String value = i < values.size() ? values.get(i) : "";
            String decided = i < origin.size() ? origin.get(i) : "";
            if (i > 0) out.append(MEANING);
            if (decided.isEmpty()) out.append(value);
            else out.append(padded(value, VALUE)).append("  ").append(terminal.faint(decided));
            out.append('\n');
        }
    }

    private void writeBelow(List<String> values, List<String> origin) {
        out.append(values.getFirst()).append('\n');
        for (String value : values.subList(1, values.size()))
            out.append(MEANING).append(value).append('\n');
        for (String decided : origin)
            out.append(MEANING).append(terminal.faint(decided)).append('\n');
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
