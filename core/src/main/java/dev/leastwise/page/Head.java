package dev.leastwise.page;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * What stands around the findings.
 *
 * @param policy the page's content security policy
 * @param checked how much was judged
 * @param target for what
 * @param severities how many findings there are of each
 * @param undecided how many of them
 * @param suppressed how many besides
 * @param standards what the Pod Security Standards say, empty where none was asked
 * @param rules those that found something
 * @param workloads as the filter offers them
 * @param notices inputs that were not read or not judged
 */
@NullMarked
public record Head(
        String policy,
        String checked,
        String target,
        List<Count> severities,
        int undecided,
        int suppressed,
        String standards,
        List<String> rules,
        List<String> workloads,
        List<Notice> notices) {

    /**
     * How many findings there are of a severity.
     *
     * @param shown whether they are shown until somebody asks for others
     */
    public record Count(String severity, int count, boolean shown) {}

    /** An input that was not judged. */
    public record Notice(String label, String place, String text) {}
}
