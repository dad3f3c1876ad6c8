package dev.leastwise.finding;

import dev.leastwise.kube.Role;
import dev.leastwise.source.Location;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rule says about one place.
 *
 * @param startUp whether it asks if the workload starts rather than what it grants: undecided, it fails only when asked for
 * @param message the fact, with names in double quotes
 * @param why what an intruder gains by it
 * @param remedy what to do, as a person would say it
 * @param document which of the file's documents that are not empty, from 1
 * @param byShape whether the pod template was found by its shape, not by what is known of the kind
 * @param container empty where the place decides for several
 * @param path the setting within its object
 * @param stablePath the path with names instead of indexes, for fingerprints
 * @param fix how it can be mended, where somebody asked for that and there is a way
 * @param suppressed why it counts for nothing, where somebody has said so
 * @param namesake whose fingerprint it has where that is not its own: what several objects have in common is said at the
 *     first that was read, and keeps its fingerprint whichever that is
 */
public record Finding(
        String rule,
        Severity severity,
        Verdict verdict,
        boolean startUp,
        String message,
        String why,
        String remedy,
        Location at,
        int document,
        ObjectName object,
        boolean byShape,
        Optional<String> container,
        Optional<Role> role,
        String path,
        String stablePath,
        List<Related> related,
        Optional<Fix> fix,
        Optional<Suppression> suppressed,
        Optional<Finding> namesake) {

    /** Cheaper than a record's own, which the JVM makes anew at every start. */
    @Override
    public int hashCode() {
        return 31 * at.hashCode() + rule.hashCode();
    }

    /** Whether nobody has said that it counts for nothing. */
    public boolean counts() {
        return suppressed.isEmpty();
    }

    /** The same at another place in the text. */
    public Finding movedTo(Location place) {
        return new Finding(
                rule,
                severity,
                verdict,
                startUp,
                message,
                why,
                remedy,
                place,
                document,
                object,
                byShape,
                container,
                role,
                path,
                stablePath,
                related,
                fix,
                suppressed,
                namesake);
    }

    /** The same with other places that bear on it. */
    public Finding with(List<Related> places) {
        return together(severity, verdict, message, container, role, places);
    }

    /** The same with the fingerprint of another. */
    public Finding namedAs(Finding other) {
        return copy(severity, verdict, message, container, role, related, suppressed, Optional.of(other));
    }

    /** The same, counting for nothing. */
    public Finding suppressed(Suppression by) {
        return copy(severity, verdict, message, container, role, related, Optional.of(by), namesake);
    }

    /** The same place and remedy, judged together with other places. */
    public Finding together(
            Severity worst,
            Verdict joint,
            String fact,
            Optional<String> about,
            Optional<Role> as,
            List<Related> places) {
        return copy(worst, joint, fact, about, as, places, suppressed, namesake);
    }

    private Finding copy(
            Severity newSeverity,
            Verdict newVerdict,
            String newMessage,
            Optional<String> newContainer,
            Optional<Role> newRole,
            List<Related> newRelated,
            Optional<Suppression> newSuppressed,
            Optional<Finding> newNamesake) {
        return new Finding(
                rule,
                newSeverity,
                newVerdict,
                startUp,
                newMessage,
                why,
                remedy,
                at,
                document,
                object,
                byShape,
                newContainer,
                newRole,
                path,
                stablePath,
                newRelated,
                fix,
                newSuppressed,
                newNamesake);
    }

    /** The order within a file. */
    public static final Comparator<Finding> IN_FILE = (a, b) -> {
        int byLine = Integer.compare(a.at.line(), b.at.line());
        if (byLine != 0) return byLine;
        int byColumn = Integer.compare(a.at.column(), b.at.column());
        return byColumn != 0 ? byColumn : a.rule.compareTo(b.rule);
    };
}
