package dev.leastwise.podsecurity;

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

    /** As it stands in a message. */
    public String text() {
        return reason + " (" + detail + ')';
    }
}
