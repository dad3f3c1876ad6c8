package dev.leastwise.finding;

import dev.leastwise.kube.Manifest;
import java.util.Optional;

/**
 * Which object a finding is about.
 *
 * @param template the file of a Helm chart that it was rendered from, where the text says so
 */
public record ObjectName(
        String apiVersion, String kind, Optional<String> namespace, Optional<String> name, Optional<String> template) {

    public static ObjectName of(Manifest manifest) {
        return new ObjectName(
                manifest.apiVersion(), manifest.kind(), manifest.namespace(), manifest.name(), manifest.template());
    }
}
