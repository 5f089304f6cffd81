// One shape per type, the same polygon on the canvas, in the legend and in the exported picture.
function tracePath(context, shape, x, y, radius) {
  const polygon = data.shapes[shape];
  context.beginPath();
  if (!polygon.length) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else {
    polygon.forEach(([px, py], place) => {
      if (place) context.lineTo(x + px * radius, y + py * radius);
      else context.moveTo(x + px * radius, y + py * radius);
    });
  }
  context.closePath();
}

function paintNode(context, node, x, y, emphasis) {
  const type = types[node.type];
  tracePath(context, type.shape, x, y, node.size);
  context.fillStyle = typeColour(node.type);
  context.fill();
  context.lineWidth = emphasis ? 4 : 1.5;
  context.strokeStyle = emphasis ? theme.ink : theme.ground;
  context.stroke();
}

function svgShape(shape, x, y, radius, attributes) {
  const polygon = data.shapes[shape];
  if (!polygon.length) return drawn("circle", { cx: x, cy: y, r: radius, ...attributes });
  const points = polygon.map(([px, py]) => (x + px * radius).toFixed(1) + "," + (y + py * radius).toFixed(1));
  return drawn("polygon", { points: points.join(" "), ...attributes });
}

function typeIcon(place) {
  const fill = typeColour(place);
  return drawn("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    svgShape(types[place].shape, 0, 0, 7, { fill }));
}

function relationIcon(place) {
  const { dash } = relations[place];
  const stroke = relationColour(place);
  return drawn("svg", { width: 26, height: 10, viewBox: "0 0 26 10", "aria-hidden": "true" },
    drawn("line", { x1: 1, y1: 5, x2: 20, y2: 5, stroke, "stroke-width": 2, "stroke-dasharray": dash.map((d) => d * 0.7).join(" ") }),
    drawn("polygon", { points: "18,1 26,5 18,9", fill: stroke }));
}
