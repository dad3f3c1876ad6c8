package dev.leastwise.sandbox.runtime;

import dev.leastwise.image.Image;
import dev.leastwise.kube.Container;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.sandbox.oci.Program;
import dev.leastwise.sandbox.oci.Resources;
import dev.leastwise.sandbox.pod.Environment;

/**
 * A container that can be started.
 *
 * @param localhostProfile the seccomp profile that it names, as JSON; empty where it names none
 */
record PlannedContainer(
        Container container,
        Privileges privileges,
        Image image,
        Program program,
        Environment environment,
        Resources resources,
        String localhostProfile) {

    String name() {
        return container.name();
    }
}
