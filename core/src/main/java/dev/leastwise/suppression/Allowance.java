package dev.leastwise.suppression;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Suppression;
import dev.leastwise.source.Location;
import dev.leastwise.source.Position;
import java.util.Optional;

/** What allows one rule at one place: a row that is kept when the text is gone. */
final class Allowance {

    /**
     * Where it holds.
     *
     * @param object that alone where one is named
     * @param from the first place
     * @param to the place behind the last
     */
    record Extent(int document, Optional<ObjectName> object, Position from, Position to) {

        static final Position START = new Position(0, 0);
        static final Position END = new Position(Integer.MAX_VALUE, 0);

        boolean covers(Finding finding) {
            Position at = new Position(finding.at().line(), finding.at().column());
            if (isBefore(at, from) || !isBefore(at, to)) return false;
            return object.isEmpty()
                    || (document == finding.document() && object.get().equals(finding.object()));
        }

        private static boolean isBefore(Position one, Position other) {
            return one.line() != other.line() ? one.line() < other.line() : one.column() < other.column();
        }
    }

    private final String rule;
    private final Suppression suppression;
    private final Extent extent;
    private final Remark remark;
    private boolean used;

    Allowance(String rule, Suppression suppression, Extent extent, Remark remark) {
        this.rule = rule;
        this.suppression = suppression;
        this.extent = extent;
        this.remark = remark;
    }

    /** Suppresses a finding that it holds for. */
    Optional<Suppression> suppress(Finding finding) {
        if (!rule.equals(finding.rule()) || !extent.covers(finding)) return Optional.empty();
        used = true;
        return Optional.of(suppression);
    }

    boolean used() {
        return used;
    }

    String rule() {
        return rule;
    }

    Remark remark() {
        return remark;
    }

    /**
     * Where it was said.
     *
     * @param object the object that it was said of
     */
    record Remark(Location at, int document, ObjectName object) {}
}
