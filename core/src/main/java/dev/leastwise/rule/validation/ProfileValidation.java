package dev.leastwise.rule.validation;

import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ProfileAnnotations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What is refused of a seccomp or AppArmor profile: validateSeccompProfileField, ValidateAppArmorProfileField. */
final class ProfileValidation {

    private static final List<String> TYPES = List.of("Localhost", "RuntimeDefault", "Unconfined");
    /** PATH_MAX without the byte that ends a name. */
    private static final int LONGEST_PROFILE = 4095;

    static void seccomp(KubeNode profile, Refusals refusals) {
        if (!profile.isMapping()) return;
        String type = type(profile, "type is required when seccompProfile is set", refusals);
        KubeNode file = profile.get("localhostProfile");
        Optional<String> name = file.text();
        if (type.equals("Localhost")) {
            if (name.isEmpty()) refusals.required(file, "must be set when seccomp type is Localhost");
            else localPath(file, file.path(), name.get(), refusals);
        } else if (name.isPresent()) {
            String value = SecurityContextJson.profile(profile);
            refusals.invalid(file, value, "can only be set when seccomp type is Localhost");
        }
    }

    static void appArmor(KubeNode profile, Refusals refusals) {
        if (!profile.isMapping() || !refusals.since(ProfileAnnotations.APPARMOR_FIELD_SINCE)) return;
        String type = type(profile, "type is required when appArmorProfile is set", refusals);
        KubeNode file = profile.get("localhostProfile");
        Optional<String> name = file.text();
        if (type.equals("Localhost")) {
            appArmorFile(file, name.orElse(""), refusals);
        } else if (name.isPresent() && TYPES.contains(type)) {
            refusals.invalid(file, GoText.json(name.get()), "can only be set when AppArmor type is Localhost");
        }
    }

    private static String type(KubeNode profile, String whenEmpty, Refusals refusals) {
        KubeNode node = profile.get("type");
        String type = node.text().orElse("");
        if (type.isEmpty()) refusals.required(node, whenEmpty);
        else if (!TYPES.contains(type)) refusals.unsupported(node, type, TYPES);
        return type;
    }

    private static void appArmorFile(KubeNode file, String name, Refusals refusals) {
        if (isPadded(name)) refusals.invalid(file, GoText.quoted(name), "must not be padded with whitespace");
        else if (name.isEmpty()) refusals.required(file, "must be set when AppArmor type is Localhost");
        if (isTooLong(name)) refusals.tooLong(file, LONGEST_PROFILE);
    }

    /** Whether a profile may have that name. */
    static boolean isAppArmorFile(String name) {
        return !name.isEmpty() && !isPadded(name) && !isTooLong(name);
    }

    private static boolean isTooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_PROFILE;
    }

    private static boolean isPadded(String text) {
        return !text.isEmpty() && (isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1)));
    }

    /** Go's unicode.IsSpace, which counts no-break spaces. */
    private static boolean isSpace(char c) {
        return c == 0x85 || (c >= 0x09 && c <= 0x0D) || Character.isSpaceChar(c);
    }

    /** A path below a folder of the kubelet: validateLocalDescendingPath. */
    static void localPath(KubeNode at, String field, String path, Refusals refusals) {
        if (path.startsWith("/")) refusals.invalid(at, field, GoText.quoted(path), "must be a relative path");
        if (PodValidation.hasBackstep(path)) {
            refusals.invalid(at, field, GoText.quoted(path), "must not contain '..'");
        }
    }

    private ProfileValidation() {}
}
