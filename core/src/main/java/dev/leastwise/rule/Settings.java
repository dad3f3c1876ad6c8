package dev.leastwise.rule;

import dev.leastwise.kube.CustomTemplate;
import java.util.List;
import java.util.Map;

/**
 * What those who judge a file are told by its configuration.
 *
 * @param parameters numbers given to rules, by the {@linkplain Parameter#key key} of their parameter
 * @param templates where custom resources keep pod templates, beside the places that are known
 */
public record Settings(Map<String, Numbers> parameters, List<CustomTemplate> templates) {

    /** Where no configuration says anything. */
    public static final Settings NONE = new Settings(Map.of(), List.of());

    Numbers of(Parameter parameter) {
        return parameters.getOrDefault(parameter.key(), parameter.otherwise());
    }

    boolean gives(Parameter parameter) {
        return parameters.containsKey(parameter.key());
    }
}
