package dev.leastwise.podsecurity;

import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import java.util.List;

/**
 * What a standard says of a workload of the input.
 *
 * @param line of the object; where that may hold several pods, of the pod
 * @param related the labels of its namespace that name the standard; none where it was asked for
 */
public record Outcome(ObjectName object, String file, int line, Evaluation evaluation, List<Related> related) {}
