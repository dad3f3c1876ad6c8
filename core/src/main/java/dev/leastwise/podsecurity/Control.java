package dev.leastwise.podsecurity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One control of the standards.
 *
 * @param id by which the API server knows it
 * @param level the weakest that has it
 * @param revisions the oldest first
 */
record Control(String id, Level level, List<Revision> revisions) {

    /**
     * What the control asks from one version on.
     *
     * @param since the minor version
     * @param overrides the ids of weaker controls of baseline that need not be asked beside it
     */
    record Revision(int since, Check check, Set<String> overrides) {

        static Revision since(int minor, Check check) {
            return new Revision(minor, check, Set.of());
        }

        Revision overriding(Control weaker) {
            return new Revision(since, check, Set.of(weaker.id()));
        }
    }

    static Control of(String id, Level level, Revision... revisions) {
        return new Control(id, level, List.of(revisions));
    }

    /** The revision in force at a minor version; empty before the first. */
    Optional<Revision> at(long minor) {
        for (Revision revision : revisions.reversed()) {
            if (revision.since <= minor) return Optional.of(revision);
        }
        return Optional.empty();
    }
}
