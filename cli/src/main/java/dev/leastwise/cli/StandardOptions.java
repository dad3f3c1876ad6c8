package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.podsecurity.Level;
import dev.leastwise.podsecurity.Standard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The option that asks for Pod Security Standards. */
final class StandardOptions {

    private static final String NAME = "standard";

    static final OptionSpec JUDGING = option("judge by a Pod Security Standard too");
    static final OptionSpec MENDING = option("mend what a Pod Security Standard refuses");

    private static OptionSpec option(String purpose) {
        return OptionSpec.value(NAME, "LEVEL[:VERSION]", purpose + """
            : privileged, baseline or restricted,
            of latest (default) or v1.N; or namespace for what the labels of the
            input's namespaces enforce; may be given several times""").of(values());
    }

    private static Values values() {
        List<String> levels = new ArrayList<>();
        for (Level level : Level.values()) levels.add(level.id());
        levels.add(Standard.OF_NAMESPACE);
        List<String> versions = TargetOptions.versions(0);
        versions.addFirst("latest");
        return Values.of(levels).then(':', Values.of(versions));
    }

    /** The standards that the command line asks for, or else a configuration. */
    static Demand read(Arguments arguments, Optional<Configurations> configurations) {
        List<Standard> standards = new ArrayList<>();
        boolean ofNamespaces = false;
        List<String> values = arguments.values(NAME);
        if (values.isEmpty() && configurations.isPresent())
            values = configurations.get().standards();
        for (String value : values) {
            if (value.equals(Standard.OF_NAMESPACE)) ofNamespaces = true;
            else standards.add(Standard.of(value).orElseThrow(() -> unknown(value)));
        }
        return new Demand(standards, ofNamespaces);
    }

    private static UsageError unknown(String value) {
        int colon = value.indexOf(':');
        String level = colon < 0 ? value : value.substring(0, colon);
        String option = "--standard \"" + value + "\" is no standard; ";
        if (Level.of(level).isPresent()) return new UsageError(option + "write the version as latest or v1.N");
        return new UsageError(
                option + "use privileged, baseline or restricted, as in restricted:v1.36, or " + Standard.OF_NAMESPACE);
    }

    private StandardOptions() {}
}
