package dev.menshen.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server: pages and API on one port. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MenshenApplication {}
