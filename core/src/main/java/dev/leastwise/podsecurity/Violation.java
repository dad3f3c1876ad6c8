package dev.leastwise.podsecurity;

import dev.leastwise.finding.Copies;
import java.util.ArrayList;
import java.util.List;

/**
 * A control that refuses a pod.
 *
 * @param check the control's id
 * @param reason what is wrong
 * @param detail who set what
 * @param places what to change
 */
public record Violation(String check, String reason, String detail, List<Place> places) {

    /** The same, its texts shared with those before. */
    Violation sharing(Copies copies) {
        List<Place> shared = new ArrayList<>(places.size());
        for (Place place : places) shared.add(new Place(place.at(), copies.of(place.path())));
        return new Violation(check, copies.of(reason), copies.of(detail), shared);
    }

    /** As it stands in a message. */
    public String text() {
        return reason + " (" + detail + ')';
    }
}
