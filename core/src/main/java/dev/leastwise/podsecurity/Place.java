package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.source.Position;

/**
 * What to change to satisfy a control.
 *
 * @param at for what is absent, the nearest thing that is written
 * @param path the setting within its object
 */
public record Place(Position at, String path) {

    static Place of(KubeNode node) {
        return new Place(node.position(), node.path());
    }
}
