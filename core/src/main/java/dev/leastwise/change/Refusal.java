package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.source.SourceText;

/** Why an edit cannot be made, thrown from where that shows. */
@SuppressWarnings("serial")
final class Refusal extends RuntimeException {

    private final Obstacle obstacle;
    private final int start;
    private final int end;
    private final String fact;
    private final String remedy;

    Refusal(Obstacle obstacle, int start, int end, String fact, String remedy) {
        super(fact, null, false, false);
        this.obstacle = obstacle;
        this.start = start;
        this.end = end;
        this.fact = fact;
        this.remedy = remedy;
    }

    /** The same, about what stands between other offsets. */
    Refusal at(int otherStart, int otherEnd) {
        return new Refusal(obstacle, otherStart, otherEnd, fact, remedy);
    }

    Edit.Refused in(SourceText source) {
        return new Edit.Refused(obstacle, source.location(start, end), fact, remedy);
    }
}
