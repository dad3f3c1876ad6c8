package dev.leastwise.config;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Suppression;
import dev.leastwise.source.Globs;
import dev.leastwise.source.Location;
import dev.leastwise.suppression.Dates;
import java.util.Optional;

/** What a configuration allows: the findings of one rule, in some files, objects and containers or in all. */
final class AllowEntry {

    private final String rule;
    private final Optional<Globs> file;
    private final Optional<Globs> object;
    private final Optional<Globs> container;
    private final Suppression suppression;
    private final Location at;
    private boolean met;
    private boolean used;

    AllowEntry(
            String rule,
            Optional<Globs> file,
            Optional<Globs> object,
            Optional<Globs> container,
            Suppression suppression,
            Location at) {
        this.rule = rule;
        this.file = file;
        this.object = object;
        this.container = container;
        this.suppression = suppression;
        this.at = at;
    }

    /** Takes note that a file is in the run, by its path below the configuration's folder. */
    void meet(String path) {
        met |= file.isPresent() && file.get().match(path);
    }

    /** Suppresses a finding in a file. */
    Optional<Suppression> suppress(Finding finding, String path) {
        if (!rule.equals(finding.rule())) return Optional.empty();
        if (file.isPresent() && !file.get().match(path)) return Optional.empty();
        if (object.isPresent() && !matches(object.get(), finding.object())) return Optional.empty();
        if (container.isPresent() && !matches(container.get(), finding.container())) return Optional.empty();
        used = true;
        return Optional.of(suppression);
    }

    /** An object is meant by its name, by KIND/NAME, or by KIND/NAMESPACE/NAME. */
    private static boolean matches(Globs globs, ObjectName object) {
        String name = object.name().orElse("");
        if (globs.matchItself(object.kind() + '/' + name)) return true;
        return object.namespace().isPresent()
                && globs.matchItself(object.kind() + '/' + object.namespace().get() + '/' + name);
    }

    private static boolean matches(Globs globs, Optional<String> name) {
        return name.isPresent() && globs.match(name.get());
    }

    boolean isPast(String today) {
        return suppression.until().isPresent()
                && Dates.isBefore(suppression.until().get(), today);
    }

    boolean used() {
        return used;
    }

    /** Whether the run holds all that it may hold for. */
    boolean wasTried(boolean allFiles) {
        return allFiles || (met && file.isPresent() && file.get().literal());
    }

    String rule() {
        return rule;
    }

    String until() {
        return suppression.until().orElse("");
    }

    Location at() {
        return at;
    }
}
