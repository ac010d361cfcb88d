// Built from js/src by `npm run build` in course_utils/live/js: make changes there.
function o(s,e="",t=""){let i=document.createElement(s);return e&&(i.className=e),t&&(i.textContent=t),i}var T={play:"M4 2.5v11l9.5-5.5z",pause:"M4 2.5h3v11H4zM\
9 2.5h3v11H9z",step:"M3 2.5v11L10 8zM11 2.5h2v11h-2z",reset:"M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",large:"\
M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z",small:"M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z"};function u(s,e,t,i){let r=o(
"button","cu-button");return r.type="button",r.title=t,s&&(r.innerHTML=`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${T[s]}"/></svg>`),e&&r.append(o("s\
pan","",e)),r.addEventListener("click",i),r}function z(s,e,t){s.querySelector("path")?.setAttribute("d",T[e]),t!==void 0&&s.lastElementChild&&(s.lastElementChild.
textContent=t)}function A(s,e){s.textContent!==e&&(s.textContent=e),s.hidden=!e}var q=Symbol.for("course_utils.page");function f(){let s=globalThis;return s[q]??={id:crypto.randomUUID?.()??Math.random().toString(36).slice(2),serial:0,homes:new Map}}
function H(s,e){let{homes:t}=f();return t.has(s)||t.set(s,e()),t.get(s)}function D(s,e){let{homes:t}=f();t.get(s)===e&&t.delete(s)}var O=2,C=1e3,k=class{constructor(){this.model=null,this.views=new Set,this.strokes=[],this.reading=null,this.k=this.answered=this.later=0,this.asked=new Map,this.
delay=0,this.told=!1}attach(e){this.model=e,e.on("msg:custom",t=>{t.type==="reading"&&this.take(t)}),e.on("comm_live_update",()=>{for(let t of this.views)t.link(
"gone")}),this.take(e.get("now"))}tell(e,t={}){this.k+=1;try{this.model?.send({type:e,page:f().id,k:this.k,...t})}catch{for(let i of this.views)i.link("gone")}return this.
k}changed(){for(let e of this.views)e.paint();this.ask()}ask(){let e=performance.now();for(let[t,i]of this.asked)e-i>C&&this.asked.delete(t);clearTimeout(this.later),
this.later=0,this.asked.size<O?this.asked.set(this.tell("strokes",{strokes:this.strokes}),e):this.later=setTimeout(()=>this.ask(),C+100)}take(e){let t=e.page===
f().id,i=e.k??0;if(t){if(i<this.answered)return;this.delay=performance.now()-(this.asked.get(i)??performance.now());for(let r of this.asked.keys())r<=i&&this.asked.
delete(r);this.answered=i}this.reading=e,!t&&!this.asked.size&&!this.later&&(this.strokes=e.strokes??[]);for(let r of this.views)r.read(e),r.paint();this.later&&
this.ask()}here(){let e=!document.hidden&&[...this.views].some(t=>t.seen);e!==this.told&&(this.told=e,this.tell("here",{visible:e,have:0}))}add(e){this.views.add(
e),this.reading&&e.read(this.reading),e.paint(),this.here()}remove(e){if(this.views.delete(e),this.views.size)return this.here();this.told=!1,this.tell("bye")}};var N=[21,19,17.5,16,14.5,13,12],B=4,V=[["Space","run or pause"],["R","reset"],["L","lecture view, and back"],["F","full screen"],["Esc","leave the lecture view"],
["Tab","from control to control"],["← →","move a slider"],["Enter","type a slider's number"],["?","show or hide this list"]],S=null,w=class{constructor(e,t,i=()=>{}){
this.root=e,this.parts=t,this.changed=i,this.on=!1,this.large=u("large","","lecture view: fill the window (L)",()=>this.toggle()),this.large.setAttribute("aria-\
label","Lecture view"),this.large.setAttribute("aria-pressed","false");let r=u("","?","keys (?)",()=>this.help());r.setAttribute("aria-label","Keys"),this.keys=
o("dl","cu-keys"),this.keys.hidden=!0;for(let[n,a]of V)!t.controls?.run&&n==="Space"||!t.controls?.resets&&n==="R"||this.keys.append(o("dt","",n),o("dd","",a));
this.corner=o("div","cu-corner"),this.corner.append(r,this.large),t.title.append(this.corner,this.keys),this.room=new ResizeObserver(()=>this.fit()),this.left=()=>{
this.on&&this.full&&!document.fullscreenElement&&this.leave()},this.full=!1,document.addEventListener("fullscreenchange",this.left),e.addEventListener("keydown",
n=>this.key(n));for(let n of["mousedown","pointerdown","click"])e.addEventListener(n,a=>{this.on&&a.stopPropagation()})}toggle(){this.on?this.leave():this.enter()}help(){
this.keys.hidden=!this.keys.hidden}enter(){let{root:e,parts:t}=this;S?.leave(),S=this,this.on=!0,e.parentElement&&(e.parentElement.style.minHeight=`${e.offsetHeight}\
px`);let i=[...e.querySelectorAll(".cu-control")].filter(r=>!r.hidden).length;e.classList.add("cu-lecture",i>B?"cu-beside":"cu-above"),t.controls&&this.corner.before(
t.controls.more),e.tabIndex=-1,e.setAttribute("data-lm-suppress-shortcuts","true"),e.popover="manual",e.showPopover?.(),e.focus({preventScroll:!0}),this.button(
"small","true","back to the notebook (L or Esc)"),t.picture&&(t.picture.filling=!0),this.room.observe(e),t.controls&&this.room.observe(t.controls.rows),this.changed(
!0),this.fit()}leave(){let{root:e,parts:t}=this;this.on&&(this.on=this.full=!1,S=null,this.room.disconnect(),document.fullscreenElement===e&&document.exitFullscreen(),
e.popover=null,e.classList.remove("cu-lecture","cu-beside","cu-above"),e.style.removeProperty("--cu-size"),t.controls&&t.controls.bar.append(t.controls.more),e.
removeAttribute("tabindex"),e.removeAttribute("data-lm-suppress-shortcuts"),e.parentElement&&(e.parentElement.style.minHeight=""),this.button("large","false","l\
ecture view: fill the window (L)"),this.keys.hidden=!0,t.picture&&(t.picture.filling=!1,t.picture.memo=[],t.picture.queue()),this.changed(!1),e.scrollIntoView({
block:"nearest"}),this.large.focus({preventScroll:!0}))}button(e,t,i){z(this.large,e),this.large.setAttribute("aria-pressed",t),this.large.title=i}fit(){if(!this.
on)return;let{root:e}=this,t=this.parts.controls?.rows,i=()=>e.scrollHeight<=e.clientHeight+1&&(!t||t.scrollHeight<=t.clientHeight+1);for(let r of N)if(e.style.
setProperty("--cu-size",`${r}px`),i())break;this.parts.picture?.queue()}async fullScreen(){if(this.on||this.enter(),document.fullscreenElement)return document.exitFullscreen();
try{await this.root.requestFullscreen(),this.full=!0}catch{}}key(e){let t=e.target,i=t.matches("select, input:not([type=range], [type=checkbox])");if((this.on||
e.key!=="Tab"&&e.key!=="Escape")&&e.stopPropagation(),e.key==="Escape"&&this.on?(e.preventDefault(),this.leave()):e.key==="Tab"&&this.on&&this.around(e),i||e.ctrlKey||
e.metaKey||e.altKey||e.repeat)return;let r={" ":()=>this.parts.controls?.turn(),r:()=>this.parts.controls?.reset(),l:()=>this.toggle(),f:()=>{this.fullScreen()},
"?":()=>this.help()}[e.key.toLowerCase()];!r||e.key===" "&&t.matches("button, [type=checkbox]")||(e.preventDefault(),r())}around(e){let t=[...this.root.querySelectorAll(
"button, select, input, [tabindex='0']")].filter(a=>a instanceof HTMLElement&&a.tabIndex>=0&&a.offsetParent!==null&&!a.matches(":disabled")),i=t[0],r=t[t.length-
1],n=document.activeElement;(e.shiftKey?n===i||n===this.root:n===r)&&(e.preventDefault(),(e.shiftKey?r:i)?.focus())}close(){this.leave(),this.room.disconnect(),
document.removeEventListener("fullscreenchange",this.left)}};function I(){let{body:s}=document;return s.dataset.jpThemeLight!==void 0?s.dataset.jpThemeLight==="false":s.classList.contains("vscode-dark")||s.classList.contains(
"vscode-high-contrast")}function $(s){let e=new MutationObserver(()=>s(I()));return e.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light",
"data-jp-theme-name","class"]}),s(I()),()=>e.disconnect()}function F(s){let e,t=()=>{e?.removeEventListener("change",i),e=matchMedia(`(resolution: ${devicePixelRatio}\
dppx)`),e.addEventListener("change",i)},i=()=>{t(),s()};return t(),()=>e.removeEventListener("change",i)}var P='system-ui, -apple-system, "Segoe UI", Roboto, "H\
elvetica Neue", "DejaVu Sans", sans-serif';var j="150px";function K(s,e,t,i,r){let n=o("div",`cu-root${t.present?" cu-present":""}`),a=o("p","cu-lost");a.setAttribute("role","status"),a.hidden=!0,s.append(
n);let c=i(n);n.append(a,o("style","",`.cu-still[data-for="${t.id}"] { display: none }`));let h={...c,seen:!0,link(l){r(a,l),n.classList.toggle("cu-gone",l==="g\
one");for(let E of n.querySelectorAll(".cu-controls :is(button, select, input)"))E.toggleAttribute("inert",l==="gone")}};for(let l of n.querySelectorAll("input,\
 select, button, .cu-pad"))l.setAttribute("data-lm-suppress-shortcuts","true");e.add(h);let d=()=>{c.sight?.(h.seen),e.here()},p=new IntersectionObserver(l=>{h.
seen=l[l.length-1].isIntersecting,d()},{rootMargin:j});p.observe(n),document.addEventListener("visibilitychange",d);let g=[()=>p.disconnect(),()=>document.removeEventListener(
"visibilitychange",d),$(l=>n.classList.toggle("cu-dark",l))];return{root:n,face:c,end(){for(let l of g)l();c.close(),e.remove(h)}}}var b=.03,U=.09,W=.004,y=s=>Math.min(1,Math.max(0,+s.toFixed(4))),x=class{constructor(e){this.drawing=e,this.el=o("canvas","cu-pad"),this.el.tabIndex=0,this.el.
setAttribute("role","application"),this.el.setAttribute("aria-label","Drawing pad. Arrow keys move the pen, Space lowers or lifts it, Backspace takes the last s\
troke back, Delete clears."),this.pen=[.5,.3],this.down=this.keys=!1,this.finger=null,this.asked=0;let t=new ResizeObserver(()=>this.paint());t.observe(this.el),
this.ends=[()=>t.disconnect(),F(()=>this.paint())],this.hand(),this.keyboard()}back(){this.drawing.strokes.pop(),this.down=!1,this.drawing.changed()}wipe(){this.
drawing.strokes=[],this.down=!1,this.drawing.changed()}get last(){return this.drawing.strokes[this.drawing.strokes.length-1]}at(e){let t=this.el.getBoundingClientRect();
return[y((e.clientX-t.left)/t.width),y((e.clientY-t.top)/t.height)]}hand(){let{el:e}=this;e.addEventListener("pointerdown",t=>{if(!(this.finger!==null||t.button||
t.ctrlKey)){e.focus({preventScroll:!0});try{e.setPointerCapture(t.pointerId)}catch{}this.finger=t.pointerId,this.keys=this.down=!1,this.pen=this.at(t),this.drawing.
strokes.push([this.pen]),this.drawing.changed(),t.preventDefault()}}),e.addEventListener("pointermove",t=>{if(t.pointerId!==this.finger)return;this.pen=this.at(
t);let i=this.last?.[this.last.length-1];!i||Math.hypot(this.pen[0]-i[0],this.pen[1]-i[1])<W||(this.last.push(this.pen),this.drawing.changed())});for(let t of["\
pointerup","pointercancel","lostpointercapture"])e.addEventListener(t,i=>{i.pointerId===this.finger&&(this.finger=null)});e.addEventListener("focus",()=>{this.keys=
e.matches(":focus-visible"),this.paint()}),e.addEventListener("blur",()=>{this.down=!1,this.paint()})}keyboard(){this.el.addEventListener("keydown",e=>{if(e.key===
"Tab"||e.key==="Escape")return;e.stopPropagation();let t={ArrowLeft:[-b,0],ArrowRight:[b,0],ArrowUp:[0,-b],ArrowDown:[0,b]}[e.key];if(this.keys=!0,t)this.go(t[0],
t[1]);else if(e.key===" ")this.lower();else if(e.key==="Backspace"||e.key==="z"&&(e.ctrlKey||e.metaKey))this.back();else if(e.key==="Delete")this.wipe();else return;
e.preventDefault()})}go(e,t){if(this.pen=[y(this.pen[0]+e),y(this.pen[1]+t)],!this.down||!this.last)return this.paint();this.last.push(this.pen),this.drawing.changed()}lower(){
if(this.down=!this.down,!this.down)return this.paint();this.drawing.strokes.push([this.pen]),this.drawing.changed()}paint(){this.asked||=requestAnimationFrame(()=>{
this.asked=0,this.draw()})}draw(){let{el:e,drawing:{strokes:t}}=this,i=e.clientWidth,r=Math.round(i*(window.devicePixelRatio||1));if(!i)return;e.width!==r&&(e.width=
e.height=r);let n=e.getContext("2d"),a=document.activeElement===e&&this.keys;n.setTransform(1,0,0,1,0,0),n.fillStyle="#000",n.fillRect(0,0,r,r),!t.length&&this.
finger===null&&!a&&(n.fillStyle="#8a929c",n.textAlign="center",n.textBaseline="middle",n.font=`${.065*r}px ${P}`,n.fillText("a digit from 0 to 9",r/2,r/2)),n.setTransform(
r,0,0,r,0,0),n.strokeStyle="#fff",n.lineWidth=U,n.lineCap=n.lineJoin="round";for(let c of t){n.beginPath(),n.moveTo(...c[0]);for(let h of c)n.lineTo(...h);n.stroke()}
a&&(n.strokeStyle=this.down?"#ffb43d":"#4fb0ea",n.lineWidth=.012,n.beginPath(),n.arc(...this.pen,.035,0,7),n.stroke())}close(){for(let e of this.ends)e();cancelAnimationFrame(
this.asked)}};var _=1500,m=28,R=s=>H(s.get("spec").id,()=>new k);function Y(){let s=o("canvas","cu-sees"),e=s.getContext("2d");return s.width=s.height=m,s.setAttribute("role",
"img"),s.setAttribute("aria-label",`The ${m} by ${m} pixels the network sees`),{canvas:s,show(t){let i=e.createImageData(m,m);t.forEach((r,n)=>i.data.set([r,r,r,
255],4*n)),e.putImageData(i,0,0)}}}function G(){let s=o("div","cu-digits");s.setAttribute("role","group"),s.setAttribute("aria-label","Probability of each digit");
let e=Array.from({length:10},(t,i)=>{let r=o("div","cu-digit"),n=o("span","cu-track"),a=o("span","cu-fill"),c=o("span","cu-share");return n.append(a),r.append(o(
"b","",String(i)),n,c),s.append(r),{line:r,fill:a,share:c}});return{el:s,show(t){let i=Math.max(...t);t.forEach((r,n)=>{e[n].fill.style.width=`${100*r}%`,e[n].share.
textContent=`${Math.round(100*r)} %`,e[n].line.classList.toggle("cu-best",i>0&&r===i)})}}}function M(s,e,...t){let i=o("div",`cu-draw-part ${s}`);return i.append(
o("div","cu-draw-head",e),...t),i}function J(s,e){let t=new x(e),i=Y(),r=G(),n=o("div","cu-title"),a=o("p","cu-caption"),c=o("div","cu-spoken"),h=o("div","cu-er\
ror");a.setAttribute("aria-hidden","true"),c.setAttribute("aria-live","polite"),h.setAttribute("role","alert");let d=u("","Undo","take the last stroke back (Bac\
kspace)",()=>t.back()),p=u("","Clear","an empty pad (Delete)",()=>t.wipe()),g=o("div","cu-bar"),l=o("div","cu-draw-parts");g.append(d,p),l.append(M("","draw her\
e",t.el,g),M("","what the network sees",i.canvas),M("cu-draw-wide","probability",r.el)),n.append(o("span","cu-name","Draw a digit")),s.classList.add("cu-draw"),
s.append(n,l,a,c,h,o("p","cu-keyline","Mouse, finger or pen. Keys: arrows move, Space lowers or lifts the pen, Backspace undoes, Delete clears."));let E=new w(s,
{title:n},()=>t.paint()),L=0;return{paint(){d.disabled=p.disabled=!e.strokes.length,t.paint()},read(v){s.dataset.delay=e.delay.toFixed(1),i.show(v.pixels),r.show(
v.probabilities),a.textContent=v.caption,L||=setTimeout(()=>{L=0,c.textContent=a.textContent},_),A(h,v.error)},close(){clearTimeout(L),E.close(),t.close()}}}var X="\
The kernel was restarted, so nobody reads this pad any more: run this cell again.",ve={initialize({model:s}){let e=R(s);return e.attach(s),()=>D(s.get("spec").id,
e)},render({model:s,el:e}){let t=R(s);return K(e,t,s.get("spec"),i=>J(i,t),(i,r)=>A(i,r==="gone"?X:"")).end}};export{ve as default};
