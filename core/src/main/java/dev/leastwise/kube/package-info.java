/** What Kubernetes makes of a document: objects, workloads, containers and the meaning of scalars. */
@NullMarked
package dev.leastwise.kube;

import org.jspecify.annotations.NullMarked;
