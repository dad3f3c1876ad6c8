package dev.leastwise.sandbox.oci;

import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.ContainerRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What RuntimeDefault comes to: a profile that allows more to who has more capabilities. */
final class Seccomp {

    private static final String[] OPERATORS = {"MASKED_EQ", "EQ", "NE", "LT", "LE", "GT", "GE"};

    /** The profile for a process that can have those capabilities. */
    static Map<String, Object> runtimeDefault(ContainerRuntime runtime, CapabilitySet bounding) {
        List<Object> rules = new ArrayList<>();
        for (String line : table(runtime).split("\n", -1)) {
            if (!line.isEmpty() && holds(line.substring(0, line.indexOf(' ')), bounding)) rules.add(rule(line));
        }
        return Json.object(
                "defaultAction",
                "SCMP_ACT_ERRNO",
                "architectures",
                List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"),
                "syscalls",
                rules);
    }

    private static String table(ContainerRuntime runtime) {
        return runtime == ContainerRuntime.CONTAINERD1_7 ? SeccompTable.CONTAINERD1_7 : SeccompTable.CONTAINERD2;
    }

    private static boolean holds(String who, CapabilitySet bounding) {
        if (who.equals("always")) return true;
        boolean without = who.startsWith("!");
        return bounding.contains(Capability.valueOf(without ? who.substring(1) : who)) != without;
    }

    private static Map<String, Object> rule(String line) {
        int colon = line.lastIndexOf(": ");
        String[] words = line.substring(0, colon).split(" ", -1);
        String[] names = line.substring(colon + 2).split(" ", -1);
        String action = words[1];
        int errno = action.indexOf('(');
        Map<String, Object> rule = Json.object(
                "names", List.of(names), "action", "SCMP_ACT_" + (errno < 0 ? action : action.substring(0, errno)));
        if (errno >= 0) rule.put("errnoRet", Long.parseLong(action, errno + 1, action.length() - 1, 10));
        List<Object> conditions = new ArrayList<>();
        for (int i = 2; i < words.length; i++) conditions.add(condition(words[i]));
        if (!conditions.isEmpty()) rule.put("args", conditions);
        return rule;
    }

    private static Map<String, Object> condition(String text) {
        for (String operator : OPERATORS) {
            if (!text.startsWith(operator, 1)) continue;
            String[] values = text.substring(1 + operator.length()).split(":", -1);
            Map<String, Object> condition = Json.object(
                    "index", text.charAt(0) - '0', "value", Long.parseLong(values[0]), "op", "SCMP_CMP_" + operator);
            if (values.length > 1) condition.put("valueTwo", Long.parseLong(values[1]));
            return condition;
        }
        throw new IllegalArgumentException(text);
    }

    private Seccomp() {}
}
