/** True when the JSON nests deeper than that. Reads characters only, so that it is safe on what nobody has parsed yet. */
export function isDeeperThan(json: string, maxDepth: number): boolean {
  // Nearly every text has fewer brackets than that, and the search for one is native.
  return hasMoreBracketsThan(json, maxDepth) && measuresDeeperThan(json, maxDepth);
}

function hasMoreBracketsThan(json: string, most: number): boolean {
  let brackets = 0;
  for (const bracket of ["{", "["]) {
    for (let index = json.indexOf(bracket); index !== -1; index = json.indexOf(bracket, index + 1)) {
      brackets += 1;
      if (brackets > most) return true;
    }
  }
  return false;
}

function measuresDeeperThan(json: string, maxDepth: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (isInString) {
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "[" || character === "{") {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (character === "]" || character === "}") depth -= 1;
  }
  return false;
}
