package dev.leastwise.finding;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a finding counts for nothing.
 *
 * @param reason in the words of who said so
 * @param until the last day on which it holds, as YYYY-MM-DD; empty where it always does
 */
public record Suppression(By by, String reason, Optional<String> until) {

    /** Where it was said. */
    public enum By {
        COMMENT,
        ANNOTATION,
        CONFIG,
        KNOWN;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
