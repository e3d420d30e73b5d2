// Lines of equal value, as wide on the screen wherever the field is steep or flat, and none where it is constant.
float isoline_value = field_value * isoline_count;
float isoline_width = fwidth(isoline_value);
float isoline_near = abs(fract(isoline_value - 0.5) - 0.5);
float isoline_ink = 1.0 - smoothstep(0.6 * isoline_width, 1.6 * isoline_width, isoline_near);
isoline_ink *= step(1.0e-4, isoline_width) * step(0.05, field_value) * step(field_value, 0.999);
gl_FragData[0].rgb = mix(gl_FragData[0].rgb, vec3(0.03), 0.75 * isoline_ink);
