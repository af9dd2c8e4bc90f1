package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.keystore.password",
                "SSL.KEY.PASSWORD",
                "ssl.keystore.key",
                "sasl.jaas.config",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.oauthbearer.assertion.private.key.passphrase",
                "basic.auth.user.info",
                "my.api-key",
                "aws.access_key",
                "delegation.token",
                "kafka.properties.ssl.keystore.key",
                "kafka.properties.schema.registry.basic.auth.user.info",
                "kafka.properties.sasl.jaas.config",
                "fs.azure.account.key.images.blob.core.windows.net",
                "historyserver.http-headers",
            })
    void hidesSecrets(String name) {
        assertThat(Secrets.isSecret(name)).isTrue();
        assertThat(Secrets.shown(Map.of(name, "hunter2"))).isEqualTo("{" + name + "=******}");
    }

    @Test
    void showsTheRestInTheOrderOfNames() {
        Map<String, String> properties =
                Map.of("ssl.keystore.location", "/a.jks", "fetch.max.bytes", "1", "key.size", "2");

        assertThat(Secrets.shown(properties))
                .isEqualTo("{fetch.max.bytes=1, key.size=2, ssl.keystore.location=/a.jks}");
    }
}
