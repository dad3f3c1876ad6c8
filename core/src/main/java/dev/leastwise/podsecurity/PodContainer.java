package dev.leastwise.podsecurity;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;

/** A container of a defaulted pod. */
record PodContainer(String name, Role role, KubeNode node, KubeNode securityContext) {

    static PodContainer of(Container container) {
        KubeNode node = container.node();
        return new PodContainer(container.name(), container.role(), node, Fields.get(node, "securityContext"));
    }

    /** A field of its security context. */
    KubeNode setting(String field) {
        return Fields.get(securityContext, field);
    }
}
