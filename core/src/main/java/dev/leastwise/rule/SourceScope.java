package dev.leastwise.rule;

import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Target;
import dev.leastwise.yaml.Document;
import java.util.List;

/**
 * An object as source rules see it.
 *
 * @param first whether it is the first object of its document, so that what is wrong with the document is said once
 * @param workloads the workloads of the object; none where it is of another kind
 */
public record SourceScope(
        Document.Parsed document, Manifest manifest, boolean first, List<Workload> workloads, Target target) {}
