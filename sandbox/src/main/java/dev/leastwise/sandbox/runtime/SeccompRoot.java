package dev.leastwise.sandbox.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.pod.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of seccomp profiles, as the kubelet's is; what a manifest names may not lead out of it. */
public record SeccompRoot(Path folder) {

    private static final int MOST_BYTES = 1 << 20;

    /** The profile that a {@code localhostProfile} names, as JSON. */
    public String profile(KubeNode localhostProfile) {
        String name = localhostProfile.text().orElse("");
        Path shown = folder.resolve(name);
        try (Folder root = Folder.open(folder);
                Folder file = root.beneath(name)) {
            if (!file.status().isRegular()) throw refused(localhostProfile, shown, "it is no file");
            try (InputStream in = Files.newInputStream(file.path())) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length <= MOST_BYTES) return new String(bytes, UTF_8);
                throw refused(localhostProfile, shown, "it has more than " + MOST_BYTES + " bytes");
            }
        } catch (LinuxError e) {
            String why = e.isOutside() ? "it leads out of the folder" : "open " + e.getMessage();
            throw refused(localhostProfile, shown, why);
        } catch (IOException e) {
            throw refused(localhostProfile, shown, "it cannot be read");
        }
    }

    /** As containerd says it (contrib/seccomp/seccomp.go). */
    private static Refused refused(KubeNode at, Path profile, String why) {
        return new Refused(
                at,
                "cannot load seccomp profile \"" + profile + "\": " + why,
                "put the profile there, or name another folder: --seccomp-root DIR");
    }
}
