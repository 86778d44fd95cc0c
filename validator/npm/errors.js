// What this package throws.
export function countersignError({ message, cause, ...sides }) {
  return Object.assign(new Error(message, cause && { cause }), { name: "CountersignError", ...sides });
}

export function refusal(code, message, cause) {
  return countersignError({ code, message, cause });
}
