package dev.leastwise.rule.validation;

import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import java.nio.charset.StandardCharsets;

/** What is refused of windowsOptions: validateWindowsSecurityContextOptions. */
final class WindowsOptionsValidation {

    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NETBIOS = 15;
    private static final int LONGEST_SPEC_KIB = 64;
    private static final int DOMAIN_LIMIT = 256;
    private static final int LONGEST_USER = 104;
    private static final String SUBDOMAIN =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and"
                    + " end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    static void validate(KubeNode options, Refusals refusals) {
        if (!options.exists()) return;
        KubeNode specName = options.get("gmsaCredentialSpecName");
        specName.text().ifPresent(name -> validateSpecName(specName, name, refusals));
        KubeNode spec = options.get("gmsaCredentialSpec");
        spec.text().ifPresent(text -> validateSpec(spec, text, refusals));
        KubeNode userName = options.get("runAsUserName");
        userName.text().ifPresent(name -> validateUserName(userName, name, refusals));
    }

    private static void validateSpecName(KubeNode node, String name, Refusals refusals) {
        if (bytes(name) > LONGEST_SUBDOMAIN) {
            refusals.invalid(node, GoText.json(name), "must be no more than 253 characters");
        }
        if (!isSubdomain(name)) refusals.invalid(node, GoText.json(name), SUBDOMAIN);
    }

    private static void validateSpec(KubeNode node, String spec, Refusals refusals) {
        if (spec.isEmpty()) {
            refusals.invalid(node, "\"\"", "gmsaCredentialSpec cannot be an empty string");
        } else if (bytes(spec) > LONGEST_SPEC_KIB * 1024) {
            refusals.invalid(
                    node, GoText.json(spec), "gmsaCredentialSpec size must be under " + LONGEST_SPEC_KIB + " KiB");
        }
    }

    private static void validateUserName(KubeNode node, String name, Refusals refusals) {
        String value = GoText.json(name);
        int backslash = name.indexOf('\\');
        if (name.isEmpty()) {
            refusals.invalid(node, value, "runAsUserName cannot be an empty string");
        } else if (hasControl(name)) {
            refusals.invalid(node, value, "runAsUserName cannot contain control characters");
        } else if (name.indexOf('\\', backslash + 1) > backslash && backslash >= 0) {
            refusals.invalid(node, value, "runAsUserName cannot contain more than one backslash");
        } else {
            if (backslash >= 0) validateDomain(node, value, name.substring(0, backslash), refusals);
            validateUser(node, value, name.substring(backslash + 1), refusals);
        }
    }

    private static void validateDomain(KubeNode node, String value, String domain, Refusals refusals) {
        if (bytes(domain) >= DOMAIN_LIMIT) {
            refusals.invalid(
                    node, value, "runAsUserName's Domain length must be under " + DOMAIN_LIMIT + " characters");
        }
        if (!isNetBios(domain) && !isDomain(domain)) {
            refusals.invalid(node, value, "runAsUserName's Domain doesn't match the NetBios nor the DNS format");
        }
    }

    private static void validateUser(KubeNode node, String value, String user, Refusals refusals) {
        if (user.isEmpty()) {
            refusals.invalid(node, value, "runAsUserName's User cannot be empty");
        } else if (bytes(user) > LONGEST_USER) {
            refusals.invalid(
                    node, value, "runAsUserName's User length must not be longer than " + LONGEST_USER + " characters");
        }
        if (!user.isEmpty() && consistsOf(user, ". ")) {
            refusals.invalid(node, value, "runAsUserName's User cannot contain only periods or spaces");
        }
        if (containsAny(user, "\"/\\:;|=,+*?<>@[]")) {
            refusals.invalid(
                    node, value, "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7F) return true;
        }
        return false;
    }

    private static boolean containsAny(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) return true;
        }
        return false;
    }

    private static boolean consistsOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) return false;
        }
        return true;
    }

    private static boolean isNetBios(String domain) {
        int length = domain.codePointCount(0, domain.length());
        return length > 0
                && length <= LONGEST_NETBIOS
                && domain.charAt(0) != '.'
                && !containsAny(domain, "\\/:*?\"<>|");
    }

    private static boolean isDomain(String domain) {
        for (String label : domain.split("\\.", -1)) {
            if (label.length() > LONGEST_LABEL || !isLabel(label, true)) return false;
        }
        return true;
    }

    private static boolean isSubdomain(String name) {
        for (String label : name.split("\\.", -1)) {
            if (!isLabel(label, false)) return false;
        }
        return true;
    }

    /** Letters and digits, with hyphens inside. */
    private static boolean isLabel(String label, boolean upperCase) {
        if (label.isEmpty() || label.startsWith("-") || label.endsWith("-")) return false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            if (!fits && !(upperCase && c >= 'A' && c <= 'Z')) return false;
        }
        return true;
    }

    private WindowsOptionsValidation() {}
}
